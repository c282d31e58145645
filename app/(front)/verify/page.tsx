import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { findEmailToken } from '@/lib/domain/users/email-token'
import { isSigningUpHere } from '@/lib/http/signing-up'
import { currentTenant } from '@/lib/web/tenant'
import { InvalidLink } from '../invalid-link'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../front-links'
import { FrontPage, organizationAt } from '../front-page'
import { NewPasswordField } from '../new-password-field'
import { confirmByLink } from '../sign-up/actions'

export const metadata: Metadata = { title: 'Confirm your address' }

export default async function VerifyPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const token = one((await searchParams)['token']) ?? ''
  const tenant = await currentTenant()
  const emailToken = await findEmailToken(tenant.id, 'sign_up', token)
  const organization = await organizationAt(emailToken?.slug)
  if (emailToken?.state !== 'live')
    return (
      <InvalidLink
        state={emailToken?.state}
        organization={organization}
        href={signUpAgain(organization?.slug)}
      />
    )
  const asksForPassword = emailToken.hasPassword && !(await isSigningUpHere(tenant, emailToken.id))
  return (
    <FrontPage
      organization={organization}
      title="Confirm your address"
      text={
        <>
          Your account at {tenant.name} will be for{' '}
          <strong className="font-medium break-words text-foreground">{emailToken.email}</strong>
          {emailToken.joins && `, and you’ll join ${emailToken.joins}`}. If you did not sign up, leave this
          page.
        </>
      }
    >
      <Form action={confirmByLink} values={{ token }}>
        {asksForPassword && <ChoosePassword email={emailToken.email} />}
        <SubmitButton width="full">Confirm address</SubmitButton>
      </Form>
    </FrontPage>
  )
}

function signUpAgain(slug: string | undefined): string {
  return pathWith('/sign-up', { organization: slug })
}

function ChoosePassword({ email }: { email: string }) {
  return (
    <>
      <p className="text-muted-foreground">
        You’re on a different device than the one you signed up on, so choose your password here.
      </p>
      <input type="email" name="username" value={email} autoComplete="username" readOnly hidden />
      <NewPasswordField />
    </>
  )
}
