import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { findEmailToken } from '@/lib/domain/users/email-token'
import { currentTenant } from '@/lib/web/tenant'
import { InvalidLink } from '../../invalid-link'
import type { RawQuery } from '@/lib/http/page-query'
import { one, signInPath } from '../../front-links'
import { HiddenFields } from '../../hidden-fields'
import { FrontPage, organizationAt } from '../../front-page'
import { signInByLink } from '../actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInLinkPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const token = one((await searchParams)['token']) ?? ''
  const tenant = await currentTenant()
  const emailToken = await findEmailToken(tenant.id, 'sign_in', token)
  const organization = await organizationAt(emailToken?.slug)
  if (emailToken?.state !== 'live') {
    return (
      <InvalidLink state={emailToken?.state} organization={organization} href={signInPath(organization)} />
    )
  }
  return (
    <FrontPage
      organization={organization}
      title={`Sign in to ${organization?.displayName ?? tenant.name}`}
      text={
        <>
          As <strong className="font-medium break-words text-foreground">{emailToken.email}</strong>
        </>
      }
    >
      <Form action={signInByLink}>
        <HiddenFields token={token} organization={organization?.slug} />
        <SubmitButton width="full">Sign in</SubmitButton>
      </Form>
    </FrontPage>
  )
}
