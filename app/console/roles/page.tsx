import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { may, tryAuthorize } from '@/lib/access'
import { readTogether } from '@/lib/domain/read-together'
import { getTenantRoleMatrix } from '@/lib/domain/tenant-roles/queries'
import { listTemplateRoles } from '@/lib/domain/tenants/template-roles'
import { pageNumber } from '@/lib/http/page-number'
import { consolePage } from '@/lib/http/person'
import { apiPermissions, permissionIndexes } from '../../o/[slug]/(portal)/roles/given-permissions'
import { rolesPerPage } from '../../o/[slug]/(portal)/roles/organization-roles'
import { RoleMatrix } from '../../o/[slug]/(portal)/roles/role-matrix'
import { RoleHead, RoleList } from './role-list'
import { TemplateSection } from './template-section'

export const metadata: Metadata = { title: 'Roles' }

export default async function RolesPage({
  searchParams,
}: {
  searchParams: Promise<{ page?: string | string[] }>
}) {
  const { operator, tenantActor } = await consolePage('read:roles')
  const page = pageNumber.parse((await searchParams).page)
  const skip = (page - 1) * rolesPerPage
  const settings = tryAuthorize(tenantActor, 'read:tenant_settings')
  const { matrix, template } = await readTogether([operator, settings], async () => ({
    matrix: await getTenantRoleMatrix(operator, { skip, take: rolesPerPage }),
    template: settings && (await listTemplateRoles(settings)),
  }))
  const { roles, total } = matrix
  const apis = apiPermissions(matrix.apis)
  const columns = roles.map((role) => ({
    id: role.id,
    given: permissionIndexes(apis, role.permissions),
    head: <RoleHead role={role} />,
  }))
  return (
    <>
      <PageHeader
        title="Roles"
        text="Users have them at tenant level, and members in organizations if they are assignable."
        action={
          may(tenantActor, 'create:roles') && (
            <LinkButton variant="primary" href="/console/roles/new">
              Create role
            </LinkButton>
          )
        }
      />
      <div className="mb-8 flex flex-col gap-4">
        <RoleMatrix apis={apis} columns={columns} />
        <RoleList roles={roles} apis={apis} />
        {total > rolesPerPage && (
          <Pagination
            previous={page > 1 ? `/console/roles?page=${page - 1}` : undefined}
            next={skip + roles.length < total ? `/console/roles?page=${page + 1}` : undefined}
            summary={`${skip + 1}–${skip + roles.length} of ${total}`}
          />
        )}
      </div>
      {template && (
        <TemplateSection roles={template} mayUpdate={may(tenantActor, 'update:tenant_settings')} />
      )}
    </>
  )
}
