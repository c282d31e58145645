import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { findPendingSignIn } from '@/lib/web/pending-sign-in'
import { currentTenant } from '@/lib/web/tenant'
import { AuthenticatorCodeField, RecoveryCodeField } from '../../code-field'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one, signInPath } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'
import { enterCode, enterRecoveryCode } from './actions'

export const metadata: Metadata = { title: 'Enter your code' }

export default async function AuthenticatorPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const tenant = await currentTenant()
  const pending = await findPendingSignIn(tenant)
  const returnTo = pending?.returnTo ?? one(query['return_to'])
  const organization = await organizationAt(pending?.slug ?? one(query['organization']))
  const signIn = pathWith(signInPath(organization), { return_to: returnTo, again: '1' })
  if (pending === null) {
    return (
      <FrontPage
        organization={organization}
        title="Your sign-in session expired"
        text="It took too long, or there were too many wrong codes."
      >
        <LinkButton href={signIn} variant="primary" width="full">
          Sign in again
        </LinkButton>
      </FrontPage>
    )
  }
  const isRecovery = one(query['use']) === 'recovery-code'
  return (
    <FrontPage
      organization={organization}
      title={isRecovery ? 'Enter a recovery code' : 'Enter your code'}
      text={`To finish signing in to ${organization?.displayName ?? tenant.name}.`}
      footer={
        <p>
          Not you? <TextLink href={signIn}>Start again</TextLink>
        </p>
      }
    >
      {isRecovery ? <RecoveryForm /> : <CodeForm />}
    </FrontPage>
  )
}

const path = '/sign-in/authenticator'

function CodeForm() {
  return (
    <>
      <Form action={enterCode}>
        <AuthenticatorCodeField />
        <SubmitButton width="full">Sign in</SubmitButton>
      </Form>
      <p className="text-sm">
        <TextLink href={pathWith(path, { use: 'recovery-code' })}>Use a recovery code</TextLink>
      </p>
    </>
  )
}

function RecoveryForm() {
  return (
    <>
      <Form action={enterRecoveryCode}>
        <RecoveryCodeField />
        <SubmitButton width="full">Sign in</SubmitButton>
      </Form>
      <p className="text-sm">
        <TextLink href={path}>Use your authenticator app</TextLink>
      </p>
    </>
  )
}
