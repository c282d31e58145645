import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { OrDivider } from '@/components/ui/or-divider'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { frontLink, type FrontQuery } from '../front-links'
import { signIn } from './actions'
import { ByAddress } from './by-address'

interface SignInFormProps {
  query: FrontQuery
  leadsByDomain: boolean
  strategies: ReadonlySet<string>
  email?: string | undefined
}

export function SignInForm({ query, leadsByDomain, strategies, email }: SignInFormProps) {
  const withPassword = strategies.has('password')
  const field = (
    <Field name="email" label="Email">
      <Input type="email" autoComplete={autoCompleteOf(strategies)} defaultValue={email} autoFocus={!email} />
    </Field>
  )
  const ways = (
    <>
      {withPassword && <PasswordWay query={query} autoFocus={Boolean(email)} />}
      {strategies.has('email') && <EmailWay isOnly={!withPassword} />}
    </>
  )
  return (
    <Form action={signIn}>
      <PlaceFields {...query} />
      {query.here || (query.organization && !leadsByDomain) ? (
        <>
          {field}
          {ways}
        </>
      ) : (
        <ByAddress query={query} field={field}>
          {ways}
        </ByAddress>
      )}
    </Form>
  )
}

function PasswordWay({ query, autoFocus }: { query: FrontQuery; autoFocus: boolean }) {
  const { return_to, organization, address } = query
  return (
    <>
      <Field name="password" label="Password">
        <PasswordInput autoComplete="current-password" autoFocus={autoFocus} />
      </Field>
      <p className="text-sm">
        <TextLink href={frontLink('/reset', { return_to, organization, address })}>Forgot password?</TextLink>
      </p>
      <SubmitButton width="full">Sign in</SubmitButton>
    </>
  )
}

function EmailWay({ isOnly }: { isOnly: boolean }) {
  return (
    <>
      {!isOnly && <OrDivider />}
      <SubmitButton name="way" value="mail" width="full" variant={isOnly ? 'primary' : 'secondary'}>
        {isOnly ? 'Email me a link' : 'Email me a link instead'}
      </SubmitButton>
    </>
  )
}

/** Browsers look for `webauthn` at the end. */
function autoCompleteOf(strategies: ReadonlySet<string>): string {
  const name = strategies.has('password') ? 'username' : 'email'
  return strategies.has('passkey') ? `${name} webauthn` : name
}

export function PlaceFields({ return_to, organization, here }: FrontQuery) {
  return (
    <>
      {return_to && <input type="hidden" name="return_to" value={return_to} />}
      {organization && <input type="hidden" name="organization" value={organization} />}
      {here && <input type="hidden" name="here" value={here} />}
    </>
  )
}
