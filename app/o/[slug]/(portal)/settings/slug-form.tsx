import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveSlug } from './actions'

export function SlugForm({ slug, tenantUrl }: { slug: string; tenantUrl: string }) {
  return (
    <Form action={saveSlug.bind(null, slug)} className="flex max-w-form flex-col gap-4">
      <Field name="slug" label="Slug" help={`Your address now: ${tenantUrl}/o/${slug}`}>
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
