import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { OrDivider } from '@/components/ui/or-divider'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { HiddenFields } from '../hidden-fields'
import { NeedsEmail } from '../needs-email'
import { pathWith } from '@/lib/http/page-query'
import type { FrontQuery } from '../front-links'
import { signIn } from './actions'
import { ByAddress } from './by-address'

interface SignInFormProps {
  query: FrontQuery
  routesByDomain: boolean
  strategies: ReadonlySet<string>
  email?: string | undefined
}

export function SignInForm({ query, routesByDomain, strategies, email }: SignInFormProps) {
  const { return_to, organization, here } = query
  const withPassword = strategies.has('password')
  const field = (
    <Field name="email" label="Email">
      <Input type="email" autoComplete={autoCompleteOf(strategies)} defaultValue={email} autoFocus={!email} />
    </Field>
  )
  const methods = (
    <>
      {withPassword && <PasswordFields query={query} autoFocus={Boolean(email)} />}
      {strategies.has('email') && <EmailButton isOnly={!withPassword} />}
    </>
  )
  return (
    <Form action={signIn}>
      <HiddenFields return_to={return_to} organization={organization} here={here} />
      {here || (organization && !routesByDomain) ? (
        <>
          {field}
          {methods}
        </>
      ) : (
        <ByAddress query={query} field={field}>
          {methods}
        </ByAddress>
      )}
    </Form>
  )
}

function PasswordFields({ query, autoFocus }: { query: FrontQuery; autoFocus: boolean }) {
  const { return_to, organization, address } = query
  return (
    <>
      <Field name="password" label="Password">
        <PasswordInput autoComplete="current-password" autoFocus={autoFocus} />
      </Field>
      <NeedsEmail otherwise={null}>
        <p className="text-sm">
          <TextLink href={pathWith('/reset', { return_to, organization, address })}>
            Forgot password?
          </TextLink>
        </p>
      </NeedsEmail>
      <SubmitButton width="full">Sign in</SubmitButton>
    </>
  )
}

function EmailButton({ isOnly }: { isOnly: boolean }) {
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
