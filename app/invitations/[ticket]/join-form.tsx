import type { ReactNode } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { NeedsEmail } from '../../(front)/needs-email'
import { NewPasswordField } from '../../(front)/new-password-field'

interface JoinFormProps {
  action: FormAction
  /** At least one. */
  strategies: ReadonlySet<string>
  submit: string
  /** To begin with. */
  name?: string | undefined
  /** Whether the link does not say whose it is. */
  asksForEmail?: boolean
  /** Hidden inputs that say which link it is. */
  children: ReactNode
}

/** For a new person, by an invitation or a join link. */
export function JoinForm({
  action,
  strategies,
  submit,
  name,
  asksForEmail = false,
  children,
}: JoinFormProps) {
  const withPassword = strategies.has('password')
  return (
    <Form action={action}>
      {children}
      {!withPassword && <input type="hidden" name="way" value="mail" />}
      <Field name="name" label="Name">
        <Input autoComplete="name" defaultValue={name} />
      </Field>
      {asksForEmail && (
        <Field name="email" label="Email">
          <Input type="email" autoComplete="username" />
        </Field>
      )}
      {withPassword && <NewPasswordField label="Password" />}
      <SubmitButton width="full">{submit}</SubmitButton>
      {strategies.has('email') && (
        <NeedsEmail otherwise={null}>
          {withPassword && (
            <SubmitButton name="way" value="mail" width="full" variant="secondary">
              Join without a password
            </SubmitButton>
          )}
          <p className="text-sm text-muted-foreground">
            Without a password, you sign in with a link or a code that we email you.
          </p>
        </NeedsEmail>
      )}
    </Form>
  )
}
