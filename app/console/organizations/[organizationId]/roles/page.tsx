import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { may } from '@/lib/access'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { getRoleMatrix } from '@/lib/domain/roles/get-role'
import { canSeeRoleMembers } from '@/lib/domain/roles/role-members'
import { OrganizationRoles, type RoleLinks } from '../../../../o/[slug]/(portal)/roles/organization-roles'
import { organizationPath } from '../../query'
import { OrganizationFrame } from '../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../organization-tab'

export const metadata: Metadata = { title: 'Roles' }

/** Its own roles and those that its members can be given. Nothing is changed here. */
export default async function OrganizationRolesPage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_roles')
  const { organization, matrix } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    matrix: await getRoleMatrix(access),
  }))
  const { id } = organization
  const links: RoleLinks = {
    roleHref: (role) =>
      role.isOwn || !may(tenantActor, 'read:roles')
        ? organizationPath(id, `roles/${role.id}`)
        : `/console/roles/${role.id}`,
    membersHref: canSeeRoleMembers(access)
      ? (role) => `${organizationPath(id, 'members')}?role=${role.id}`
      : null,
  }
  const path = organizationPath(id, 'roles')
  return (
    <OrganizationFrame
      organization={organization}
      tenantActor={tenantActor}
      action={
        may(access, 'create:organization_roles') && (
          <LinkButton variant="primary" href={`${path}/new`}>
            Create role
          </LinkButton>
        )
      }
    >
      <OrganizationRoles matrix={matrix} links={links} path={path} page={(await props.searchParams).page} />
    </OrganizationFrame>
  )
}
