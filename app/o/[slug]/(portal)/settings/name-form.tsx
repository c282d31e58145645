import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { rename } from './actions'

export function NameForm({ slug, displayName }: { slug: string; displayName: string }) {
  return (
    <Form action={rename.bind(null, slug)} className="flex max-w-form flex-col gap-4">
      <Field name="name" label="Organization name">
        <Input autoComplete="organization" defaultValue={displayName} />
      </Field>
      <SubmitButton className="self-start">Save changes</SubmitButton>
    </Form>
  )
}
