import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { organizationPath } from '../../../query'
import { organizationTab, type OrganizationPageProps } from '../../organization-tab'
import { open } from '../actions'
import { supportReasonLength, supportTimes } from '../support-times'

export const metadata: Metadata = { title: 'Open as support' }

export default async function OpenAsSupportPage(props: OrganizationPageProps) {
  const { access } = await organizationTab(props, 'admin:organizations')
  const { id, displayName } = await getOrganizationStatus(access)
  return (
    <>
      <BackLink href={organizationPath(id)}>Organization</BackLink>
      <PageHeader
        title="Open as support"
        text={
          <span className="wrap-anywhere">
            You see {displayName} as its members do, as yourself, and can change its name, slug and branding.
            You can’t change who has access: do that here in the console.
          </span>
        }
      />
      <Form action={open.bind(null, id)} act="open-support" className="page-form">
        <Field name="reason" label="Reason" help="People who can see its audit log can read it.">
          <Input autoComplete="off" maxLength={supportReasonLength} />
        </Field>
        <Field
          name="minutes"
          label="Time"
          help="You can end it earlier. It also ends when you sign in again."
        >
          <Select options={supportTimes} />
        </Field>
        <SubmitButton className="self-start">Open as support</SubmitButton>
      </Form>
    </>
  )
}
