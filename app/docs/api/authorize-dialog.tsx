import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormState } from '@/lib/http/form-state'
import { requestToken } from './request-token'

interface AuthorizeDialogProps {
  audience: string
  isAuthorized: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
  onToken: (token: string) => void
  onDiscard: () => void
}

/** The token is kept in memory only. */
export function AuthorizeDialog({
  audience,
  isAuthorized,
  open,
  onOpenChange,
  onToken,
  onDiscard,
}: AuthorizeDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Authorize"
      width="wide"
      description="For requests on this page, until you leave it. Neither the secret nor the token is stored."
    >
      {isAuthorized && (
        <Notice
          tone="success"
          title="Your requests send a token."
          action={<DiscardButton onDiscard={onDiscard} />}
        >
          When it expires, get another one here.
        </Notice>
      )}
      <ClientCredentialsForm audience={audience} onToken={onToken} />
      <TokenForm audience={audience} onToken={onToken} />
    </Dialog>
  )
}

function DiscardButton({ onDiscard }: { onDiscard: () => void }) {
  return (
    <Button size="small" onClick={onDiscard}>
      Discard the token
    </Button>
  )
}

type TokenFormProps = Pick<AuthorizeDialogProps, 'audience' | 'onToken'>
const plainInput = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false }
const done = { status: 'done', message: 'Your requests now send the token.' } as const

function ClientCredentialsForm({ audience, onToken }: TokenFormProps) {
  async function authorize(_state: FormState, form: FormData): Promise<FormState> {
    const [clientId, clientSecret] = [text(form, 'client_id'), text(form, 'client_secret')]
    const fields = {
      ...(clientId === '' ? { client_id: 'Enter the client ID.' } : {}),
      ...(clientSecret === '' ? { client_secret: 'Enter the client secret.' } : {}),
    }
    if (Object.keys(fields).length > 0) return { status: 'refused', fields, values: {} }
    const organization = text(form, 'organization')
    const answer = await requestToken(audience, { clientId, clientSecret, organization })
    if ('refusal' in answer) return { status: 'refused', message: answer.refusal, fields: {}, values: {} }
    onToken(answer.token)
    return done
  }
  return (
    <Form action={authorize} aria-labelledby="authorize-as-machine">
      <h3 id="authorize-as-machine">With client credentials</h3>
      <Field name="client_id" label="Client ID">
        <Input {...plainInput} />
      </Field>
      <Field name="client_secret" label="Client secret">
        <Input {...plainInput} type="password" />
      </Field>
      <Field
        name="organization"
        label="Organization"
        help="Optional. Binds the token to this organization: org_…"
      >
        <Input {...plainInput} />
      </Field>
      <SubmitButton className="self-start">Get and use a token</SubmitButton>
    </Form>
  )
}

function TokenForm({ audience, onToken }: TokenFormProps) {
  function authorize(_state: FormState, form: FormData): Promise<FormState> {
    const token = text(form, 'token').replace(/^Bearer\s+/i, '')
    const fields = { token: 'Paste an access token.' }
    if (token === '') return Promise.resolve({ status: 'refused', fields, values: {} })
    onToken(token)
    return Promise.resolve(done)
  }
  return (
    <Form
      action={authorize}
      aria-labelledby="authorize-by-token"
      className="flex flex-col gap-4 border-t pt-4"
    >
      <h3 id="authorize-by-token">With an access token</h3>
      <Field name="token" label="Access token" help={`Its audience must be ${audience}`}>
        <Input {...plainInput} type="password" />
      </Field>
      <SubmitButton variant="secondary" className="self-start">
        Use this token
      </SubmitButton>
    </Form>
  )
}

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
