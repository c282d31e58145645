import type { ReactNode } from 'react'
import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EmailSender, StoredSecret } from '@/lib/domain/email-sender/email-sender'
import { saveWithMailServer, saveWithResend } from './actions'

interface SenderFormProps {
  sender: EmailSender
  tenantName: string
}

export function ResendForm({ sender, tenantName }: SenderFormProps) {
  const { apiKey, webhookSecret } = sender
  return (
    <Form action={saveWithResend} act="save-email-sender" className="page-form">
      <MailboxFields
        sender={sender}
        tenantName={tenantName}
        addressHelp="At a domain that your account at Resend has verified."
      />
      <SecretField name="api_key" label="Resend API key" help={helpOf(apiKey)} />
      <SecretField name="webhook_secret" label="Webhook signing secret" help={helpOf(webhookSecret)} />
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

export function MailServerForm({ sender, tenantName }: SenderFormProps) {
  const { mailServer } = sender
  return (
    <Form action={saveWithMailServer} act="save-email-sender" className="page-form">
      <MailboxFields
        sender={sender}
        tenantName={tenantName}
        addressHelp="One that your mail server sends from."
      />
      <Field name="smtp_host" label="Host" help="The name alone, such as smtp.example.com.">
        <PlainInput value={mailServer?.host ?? ''} placeholder="smtp.example.com" />
      </Field>
      <Field
        name="smtp_port"
        label="Port"
        help="Mostly 587. The connection is encrypted at once on 465, by STARTTLS on all others."
      >
        <Input inputMode="numeric" defaultValue={mailServer?.port ?? 587} autoComplete="off" />
      </Field>
      <Field name="smtp_user" label="User" help="Leave it empty if the server asks for no login.">
        <PlainInput value={mailServer?.user ?? ''} placeholder="" />
      </Field>
      <SecretField
        name="smtp_password"
        label="Server password"
        help={
          mailServer?.user == null
            ? 'Stored encrypted, and not shown again.'
            : 'One is set. Leave it empty to keep it for the same host, port and user.'
        }
      />
      <SubmitButton className="self-start">Save changes</SubmitButton>
    </Form>
  )
}

function MailboxFields({ sender, tenantName, addressHelp }: SenderFormProps & { addressHelp: ReactNode }) {
  const { fromName, fromAddress, replyTo } = sender
  return (
    <>
      <Field name="from_name" label="From name" help={`Leave it empty for ${tenantName}.`}>
        <Input defaultValue={fromName ?? ''} autoComplete="off" />
      </Field>
      <Field name="from_address" label="From address" help={addressHelp}>
        <PlainInput value={fromAddress ?? ''} placeholder="hello@mail.example.com" inputMode="email" />
      </Field>
      <Field
        name="reply_to"
        label="Reply-to address"
        help="Leave it empty if replies go to the from address."
      >
        <PlainInput value={replyTo ?? ''} placeholder="support@example.com" inputMode="email" />
      </Field>
    </>
  )
}

interface PlainInputProps {
  value: string
  placeholder: string
  inputMode?: 'email'
}

/** For what is no prose. */
function PlainInput({ value, ...more }: PlainInputProps) {
  return (
    <Input
      {...more}
      type="text"
      defaultValue={value}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  )
}

function helpOf(stored: StoredSecret | null): string {
  return stored
    ? `One that ends in ${stored.end} is set. Leave it empty to keep it.`
    : 'Stored encrypted, and not shown again.'
}

function SecretField({ name, label, help }: { name: string; label: string; help: string }) {
  return (
    <Field name={name} label={label} help={help}>
      <Input type="password" autoComplete="off" className="font-mono" />
    </Field>
  )
}
