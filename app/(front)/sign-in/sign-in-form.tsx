import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { frontLink, type FrontQuery } from '../front-links'
import { signIn } from './actions'

interface SignInFormProps {
  query: FrontQuery
  strategies: ReadonlySet<string>
  email?: string | undefined
}

export function SignInForm({ query, strategies, email }: SignInFormProps) {
  const withPassword = strategies.has('password')
  return (
    <Form action={signIn}>
      <PlaceFields {...query} />
      <Field name="email" label="Email">
        <Input type="email" autoComplete={withPassword ? 'username' : 'email'} defaultValue={email} />
      </Field>
      {withPassword && (
        <Field name="password" label="Password">
          <Input type="password" autoComplete="current-password" />
        </Field>
      )}
      {withPassword && (
        <p className="text-sm">
          <TextLink
            href={frontLink('/reset', { return_to: query.return_to, organization: query.organization })}
          >
            Forgot password?
          </TextLink>
        </p>
      )}
      {withPassword && <SubmitButton width="full">Sign in</SubmitButton>}
      {strategies.has('email') && (
        <SubmitButton name="way" value="mail" width="full" variant={withPassword ? 'secondary' : 'primary'}>
          {withPassword ? 'Email me a link instead' : 'Email me a link'}
        </SubmitButton>
      )}
    </Form>
  )
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
