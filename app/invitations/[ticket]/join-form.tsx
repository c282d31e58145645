import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { join } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

interface JoinFormProps {
  link: InvitationLink
  /** At least one. */
  strategies: ReadonlySet<string>
}

export function JoinForm({ link, strategies }: JoinFormProps) {
  const withPassword = strategies.has('password')
  return (
    <Form action={join}>
      <InvitationLinkFields {...link} />
      {!withPassword && <input type="hidden" name="way" value="mail" />}
      <Field name="name" label="Name">
        <Input autoComplete="name" />
      </Field>
      {withPassword && (
        <Field name="password" label="Password" help="At least 10 characters.">
          <PasswordInput autoComplete="new-password" />
        </Field>
      )}
      <SubmitButton width="full">Accept invitation</SubmitButton>
      {withPassword && strategies.has('email') && (
        <SubmitButton name="way" value="mail" width="full" variant="secondary">
          Join without a password
        </SubmitButton>
      )}
      {strategies.has('email') && (
        <p className="text-sm text-muted-foreground">
          Without a password, you sign in with a link or a code that we email you.
        </p>
      )}
    </Form>
  )
}
