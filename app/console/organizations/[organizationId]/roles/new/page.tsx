import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Section } from '@/components/ui/page-header'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { currentTenant } from '@/lib/web/tenant'
import { NewRole, readNewRole } from '../../../../../o/[slug]/(portal)/roles/new/new-role'
import { organizationPath } from '../../../query'
import { OrganizationFrame } from '../../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../../organization-tab'
import { createRole } from '../actions'

export const metadata: Metadata = { title: 'Create a role' }

export default async function NewOrganizationRolePage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'create:organization_roles')
  const { organization, found } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    found: await readNewRole(access),
  }))
  const { name: tenantName } = await currentTenant()
  const { id, displayName } = organization
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <BackLink href={organizationPath(id, 'roles')}>Roles</BackLink>
      <Section title="Create a role" text={`It belongs to ${displayName}, and only its members can have it.`}>
        <NewRole
          create={createRole.bind(null, id)}
          act="create-role"
          path={organizationPath(id, 'roles/new')}
          found={found}
          from={(await props.searchParams).from}
          tenantName={tenantName}
        />
      </Section>
    </OrganizationFrame>
  )
}
