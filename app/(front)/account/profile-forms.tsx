import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { NeedsEmail } from '../needs-email'
import { NewPasswordField } from '../new-password-field'
import { rename, replacePassword } from './actions'
import { requestNewEmail } from './email/actions'

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

export function EmailForm() {
  return (
    <Form action={requestNewEmail} act="change-email">
      <Field
        name="email"
        label="New email address"
        help="We’ll email a code to the new address. Once it’s changed, we’ll email both addresses."
      >
        <Input type="email" autoComplete="email" />
      </Field>
      <SubmitButton className="self-start">Change email address</SubmitButton>
    </Form>
  )
}

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  if (!hasPassword) {
    return (
      <p className="text-muted-foreground">
        You have no password yet.{' '}
        <NeedsEmail otherwise={null}>
          <TextLink href="/reset">Set one by email</TextLink>
        </NeedsEmail>
      </p>
    )
  }
  return (
    <Form action={replacePassword} resetOnDone>
      <input type="email" name="username" value={email} autoComplete="username" readOnly hidden />
      <Field name="current_password" label="Current password">
        <PasswordInput autoComplete="current-password" />
      </Field>
      <NewPasswordField />
      <SubmitButton className="self-start">Change password</SubmitButton>
    </Form>
  )
}
