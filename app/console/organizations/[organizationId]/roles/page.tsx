import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { may } from '@/lib/access'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { getRoleMatrix } from '@/lib/domain/roles/get-role'
import { canSeeRoleMembers } from '@/lib/domain/roles/role-members'
import { pageOf, rolesAPage } from '../../../../o/[slug]/(portal)/roles/pages'
import { apiPermissions } from '../../../../o/[slug]/(portal)/roles/given-permissions'
import { roleColumns, RoleItem, type RoleLinks } from '../../../../o/[slug]/(portal)/roles/role-item'
import { RoleMatrix } from '../../../../o/[slug]/(portal)/roles/role-matrix'
import { organizationPath } from '../../query'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'

export const metadata: Metadata = { title: 'Roles' }

interface RolesPageProps extends OrganizationParams {
  searchParams: Promise<{ page?: string | string[] }>
}

/** Its own roles and those that its members can be given. */
export default async function OrganizationRolesPage(props: RolesPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_roles')
  const { organization, matrix } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    matrix: await getRoleMatrix(access),
  }))
  const { roles } = matrix
  const apis = apiPermissions(matrix.apis)
  const { id } = organization
  const page = pageOf((await props.searchParams).page, roles.length)
  const shown = roles.slice(page.first, page.first + rolesAPage)
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
      <div className="flex flex-col gap-4">
        <RoleMatrix apis={apis} columns={roleColumns(shown, { apis, links })} />
        <ul aria-label="Roles" className="flex flex-col border-t lg:hidden">
          {shown.map((role) => (
            <RoleItem key={role.id} links={links} apis={apis} role={role} />
          ))}
        </ul>
        {page.pages > 1 && (
          <Pagination
            previous={page.number > 1 ? `${path}?page=${page.number - 1}` : undefined}
            next={page.number < page.pages ? `${path}?page=${page.number + 1}` : undefined}
            summary={`${page.first + 1}–${page.first + shown.length} of ${roles.length}`}
          />
        )}
      </div>
    </OrganizationFrame>
  )
}
