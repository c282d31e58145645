import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { rename } from './actions'

export function NameForm({ name }: { name: string }) {
  return (
    <Form action={rename}>
      <Field name="name" label="Name">
        <Input autoComplete="name" defaultValue={name} />
      </Field>
      <SubmitButton className="self-start">Save changes</SubmitButton>
    </Form>
  )
}
