import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { NameAndSlug } from '../../../orgs/new/name-and-slug'
import { EmailNotice } from '../../email-notice'
import { organizationsHref } from '../query'
import { create } from './actions'

export const metadata: Metadata = { title: 'Create organization' }

export default async function NewOrganizationPage() {
  const { operator } = await consolePage(
    'create:organizations',
    'create:organization_invitations',
    'read:organizations',
  )
  const { url } = await currentTenant()
  return (
    <>
      <BackLink href={organizationsHref}>Organizations</BackLink>
      <PageHeader
        title="Create organization"
        text={
          (await canSendEmail(operator.tenantId))
            ? 'Its owner gets an invitation by email, and can then invite their teammates.'
            : 'Its owner is invited: copy the invitation’s link for them. They can then invite their teammates.'
        }
      />
      <EmailNotice operator={operator} />
      <Form action={create} className="page-form">
        <NameAndSlug
          tenantUrl={url}
          nameHelp="Shown to its members, on its sign-in page and in emails."
          addressLabel="Its address"
        />
        <Field name="email" label="Email" help="Of the person who becomes its owner.">
          <Input type="email" autoComplete="off" maxLength={320} />
        </Field>
        <SubmitButton className="self-start">Create organization</SubmitButton>
      </Form>
    </>
  )
}
