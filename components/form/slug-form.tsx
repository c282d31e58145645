import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { Form, type FormProps } from './form'

interface SlugFormProps {
  action: FormProps['action']
  slug: string
  help: string
}

/** Of an organization. */
export function SlugForm({ action, slug, help }: SlugFormProps) {
  return (
    <Form action={action} className="flex max-w-form flex-col gap-4">
      <Field name="slug" label="Slug" help={help}>
        <Input
          defaultValue={slug}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      <SubmitButton className="self-start" variant="secondary">
        Change slug
      </SubmitButton>
    </Form>
  )
}
