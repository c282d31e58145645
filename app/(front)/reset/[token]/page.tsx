import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { findEmailToken } from '@/lib/domain/users/email-token'
import { currentTenant } from '@/lib/web/tenant'
import { InvalidLink } from '../../invalid-link'
import { pathWith } from '@/lib/http/page-query'
import { HiddenFields } from '../../hidden-fields'
import { FrontPage, organizationAt } from '../../front-page'
import { NewPasswordField } from '../../new-password-field'
import { chooseNewPassword } from '../actions'

export const metadata: Metadata = { title: 'Choose a new password' }

export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const tenant = await currentTenant()
  const emailToken = await findEmailToken(tenant.id, 'reset_password', token)
  const organization = await organizationAt(emailToken?.slug)
  if (emailToken?.state !== 'live') {
    const href = pathWith('/reset', { organization: organization?.slug })
    return <InvalidLink state={emailToken?.state} organization={organization} href={href} />
  }
  return (
    <FrontPage
      organization={organization}
      title="Choose a new password"
      text="You’ll be signed in with it here, and signed out everywhere else."
    >
      <Form action={chooseNewPassword}>
        <HiddenFields token={token} organization={organization?.slug} />
        <input
          type="email"
          name="username"
          value={emailToken.email}
          autoComplete="username"
          readOnly
          hidden
        />
        <NewPasswordField />
        <SubmitButton width="full">Save changes</SubmitButton>
      </Form>
    </FrontPage>
  )
}
