import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getOrganizationOverview } from '@/lib/domain/organizations/get-organization-overview'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { OrganizationFacts } from './organization-facts'
import { OrganizationForms } from './organization-forms'
import { OrganizationFrame } from './organization-frame'
import { DeleteSection, SuspendSection } from './ending-sections'
import { organizationIdOf, type OrganizationParams } from './organization-id'
import { StateNotice } from './state-notice'

export const metadata: Metadata = { title: 'Organization' }

export default async function OrganizationPage(props: OrganizationParams) {
  const { operator, tenantActor } = await consolePage('read:organizations')
  const organization = await getOrganizationOverview(operator, await organizationIdOf(props))
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
      {!isDeleted && mayUpdate && <OrganizationForms organization={organization} tenantUrl={url} />}
      {!isDeleted && maySuspend && !organization.suspendedAt && (
        <SuspendSection organization={organization} />
      )}
      {!isDeleted && mayDelete && <DeleteSection organization={organization} />}
    </OrganizationFrame>
  )
}
