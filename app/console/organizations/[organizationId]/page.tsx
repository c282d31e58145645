import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getOrganizationOverview } from '@/lib/domain/organizations/get-organization-overview'
import { getPoliciesOf } from '@/lib/domain/policies/queries'
import { readTogether } from '@/lib/domain/read-together'
import { listSupportAccesses } from '@/lib/domain/support-accesses/support-access'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { OrganizationFacts } from './organization-facts'
import { OrganizationForms } from './organization-forms'
import { OrganizationFrame } from './organization-frame'
import type { OrganizationPageProps } from './organization-tab'
import { PoliciesSection } from './policies/policies-section'
import { StateNotice } from './state-notice'
import { SupportSection } from './support/support-section'
import { DeleteSection, SuspendSection } from './suspend-and-delete'

export const metadata: Metadata = { title: 'Organization' }

export default async function OrganizationPage({ params }: OrganizationPageProps) {
  const { operator, tenantActor, supported } = await consolePage('read:organizations')
  const id = decodeURIComponent((await params).organizationId)
  const { organization, accesses, policies } = await readTogether([operator], async () => ({
    organization: await getOrganizationOverview(operator, id),
    accesses: await listSupportAccesses(operator, id),
    policies: await getPoliciesOf(operator, id),
  }))
  const { url } = await currentTenant()
  const isDeleted = organization.restorableUntil !== null
  const mayUpdate = may(tenantActor, 'update:organizations')
  const mayDelete = may(tenantActor, 'delete:organizations')
  const maySuspend = mayUpdate && mayDelete
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <StateNotice organization={organization} mayResume={maySuspend} mayRestore={mayDelete} />
      <Section title="Details">
        <OrganizationFacts organization={organization} tenantActor={tenantActor} />
      </Section>
      {!isDeleted && (
        <>
          <SupportSection
            organization={organization}
            accesses={accesses}
            isOpenHere={supported.some((opened) => opened.id === id)}
            mayOpen={may(tenantActor, 'admin:organizations')}
          />
          <PoliciesSection
            organization={organization}
            policies={policies}
            mayUpdate={may(tenantActor, 'update:organization_security')}
          />
        </>
      )}
      {!isDeleted && mayUpdate && <OrganizationForms organization={organization} tenantUrl={url} />}
      {!isDeleted && maySuspend && !organization.suspendedAt && (
        <SuspendSection organization={organization} />
      )}
      {!isDeleted && mayDelete && <DeleteSection organization={organization} />}
    </OrganizationFrame>
  )
}
