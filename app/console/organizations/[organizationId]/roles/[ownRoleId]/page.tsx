import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { getRole } from '@/lib/domain/roles/get-role'
import { currentTenant } from '@/lib/web/tenant'
import { DeleteDialog } from '../../../../../o/[slug]/(portal)/roles/[roleId]/delete-dialog'
import { PortalPreview } from '../../../../../o/[slug]/(portal)/roles/[roleId]/portal-preview'
import { ReadOnlyRole } from '../../../../../o/[slug]/(portal)/roles/[roleId]/read-only-role'
import { RoleForm } from '../../../../../o/[slug]/(portal)/roles/[roleId]/role-form'
import { RoleMembers } from '../../../../../o/[slug]/(portal)/roles/[roleId]/role-members'
import { RoleTitle } from '../../../../../o/[slug]/(portal)/roles/[roleId]/role-title'
import { organizationPath } from '../../../query'
import { OrganizationFrame } from '../../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../../organization-tab'
import { changeRole, deleteRole } from '../actions'

export const metadata: Metadata = { title: 'Role' }

interface RolePageProps extends OrganizationPageProps {
  params: Promise<{ organizationId: string; ownRoleId: string }>
}

/** Of one of its own; a role of the tenant is shown and changed in the tenant’s roles. */
export default async function OrganizationRolePage(props: RolePageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_roles')
  const { ownRoleId } = await props.params
  const { organization, details } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    details: await getRole(access, ownRoleId),
  }))
  const { name: tenantName } = await currentTenant()
  const { role, mayEdit, mayDelete } = details
  const { id, displayName } = organization
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <BackLink href={organizationPath(id, 'roles')}>Roles</BackLink>
      <Section
        title={<RoleTitle role={role} />}
        text={role.description && <span className="wrap-anywhere">{role.description}</span>}
        action={
          mayDelete && <DeleteDialog act="delete-role" remove={deleteRole.bind(null, id)} details={details} />
        }
      >
        {mayEdit && <RoleForm act="change-role" change={changeRole.bind(null, id)} details={details} />}
      </Section>
      {!mayEdit && <ReadOnlyRole details={details} actor={access} tenantName={tenantName} />}
      <PortalPreview details={details} />
      <RoleMembers
        displayName={displayName}
        details={details}
        memberHref={
          may(tenantActor, 'read:users') ? (userId) => `/console/users/${encodeURIComponent(userId)}` : null
        }
        listHref={`${organizationPath(id, 'members')}?role=${role.id}`}
      />
    </OrganizationFrame>
  )
}
