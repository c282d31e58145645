import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { allowRedirectUri } from '../actions'

/** The first step, until it is done. */
export function RedirectUriForm({ clientId, redirectUri }: { clientId: string; redirectUri: string }) {
  return (
    <Form action={allowRedirectUri} act="allow-redirect-uri" className="flex max-w-form flex-col gap-3">
      <input type="hidden" name="client_id" value={clientId} />
      <Field
        name="callbacks"
        label="Redirect URI"
        help="Where people return after signing in. It isn’t allowed yet."
      >
        <Input
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          defaultValue={redirectUri}
        />
      </Field>
      <SubmitButton className="self-start">Allow redirect URI</SubmitButton>
    </Form>
  )
}
