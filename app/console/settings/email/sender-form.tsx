import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EmailSender, StoredSecret } from '@/lib/domain/email-sender/email-sender'
import { save } from './actions'

interface SenderFormProps {
  sender: EmailSender
  tenantName: string
}

export function SenderForm({ sender, tenantName }: SenderFormProps) {
  const { fromName, fromAddress, replyTo, apiKey, webhookSecret } = sender
  return (
    <Form action={save} act="save-email-sender" className="page-form">
      <Field name="from_name" label="From name" help={`Leave it empty for ${tenantName}.`}>
        <Input defaultValue={fromName ?? ''} autoComplete="off" />
      </Field>
      <Field
        name="from_address"
        label="From address"
        help="At a domain that your account at Resend has verified."
      >
        <AddressInput address={fromAddress} placeholder="hello@mail.example.com" />
      </Field>
      <Field
        name="reply_to"
        label="Reply-to address"
        help="Leave it empty if replies go to the from address."
      >
        <AddressInput address={replyTo} placeholder="support@example.com" />
      </Field>
      <SecretField name="api_key" label="Resend API key" stored={apiKey} />
      <SecretField name="webhook_secret" label="Webhook signing secret" stored={webhookSecret} />
      {webhookSecret && (
        <Field name="without_webhook" label="Signing secret" labelHidden group>
          <Checkbox
            value="on"
            label="Remove the signing secret"
            help="Reports of what was delivered are then rejected."
          />
        </Field>
      )}
      <SubmitButton className="self-start">Save changes</SubmitButton>
    </Form>
  )
}

function AddressInput({ address, placeholder }: { address: string | null; placeholder: string }) {
  return (
    <Input
      type="text"
      inputMode="email"
      defaultValue={address ?? ''}
      placeholder={placeholder}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  )
}

interface SecretFieldProps {
  name: string
  label: string
  stored: StoredSecret | null
}

function SecretField({ name, label, stored }: SecretFieldProps) {
  const help = stored
    ? `One that ends in ${stored.end} is set. Leave it empty to keep it.`
    : 'Stored encrypted, and not shown again.'
  return (
    <Field name={name} label={label} help={help}>
      <Input type="password" autoComplete="off" className="font-mono" />
    </Field>
  )
}
