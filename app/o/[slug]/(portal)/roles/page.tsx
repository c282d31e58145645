import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { may } from '@/lib/access'
import { getRoleMatrix } from '@/lib/domain/roles/get-role'
import { canSeeRoleMembers } from '@/lib/domain/roles/role-members'
import { organizationPage } from '@/lib/http/person'
import { apiPermissions } from './given-permissions'
import { pageOf, rolesAPage } from './pages'
import { roleColumns, RoleItem, type RoleLinks } from './role-item'
import { RoleMatrix } from './role-matrix'

export const metadata: Metadata = { title: 'Roles' }

interface RolesPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<{ page?: string | string[] }>
}

export default async function RolesPage({ params, searchParams }: RolesPageProps) {
  const { slug } = await params
  const { access, organization, actor } = await organizationPage(slug, 'read:organization_roles')
  const { apis: all, roles } = await getRoleMatrix(access)
  const apis = apiPermissions(all)
  const page = pageOf((await searchParams).page, roles.length)
  const shown = roles.slice(page.first, page.first + rolesAPage)
  const links: RoleLinks = {
    roleHref: ({ id }) => `/o/${slug}/roles/${id}`,
    membersHref: canSeeRoleMembers(actor) ? ({ id }) => `/o/${slug}/members?role=${id}` : null,
  }
  return (
    <>
      <PageHeader
        title="Roles"
        text={`Roles decide what members of ${organization.displayName} can do.`}
        action={
          may(actor, 'create:organization_roles') && (
            <LinkButton variant="primary" href={`/o/${slug}/roles/new`}>
              Create role
            </LinkButton>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <RoleMatrix apis={apis} columns={roleColumns(shown, { apis, links })} />
        <ul aria-label="Roles" className="flex flex-col border-t lg:hidden">
          {shown.map((role) => (
            <RoleItem key={role.id} links={links} apis={apis} role={role} />
          ))}
        </ul>
        {page.pages > 1 && (
          <Pagination
            previous={page.number > 1 ? `/o/${slug}/roles?page=${page.number - 1}` : undefined}
            next={page.number < page.pages ? `/o/${slug}/roles?page=${page.number + 1}` : undefined}
            summary={`${page.first + 1}–${page.first + shown.length} of ${roles.length}`}
          />
        )}
      </div>
    </>
  )
}
