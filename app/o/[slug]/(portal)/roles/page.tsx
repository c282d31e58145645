import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getRoleMatrix } from '@/lib/domain/roles/get-role'
import { canSeeRoleMembers } from '@/lib/domain/roles/role-members'
import { organizationPage } from '@/lib/http/person'
import { OrganizationRoles, type RoleLinks } from './organization-roles'

export const metadata: Metadata = { title: 'Roles' }

interface RolesPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<{ page?: string | string[] }>
}

export default async function RolesPage({ params, searchParams }: RolesPageProps) {
  const { slug } = await params
  const { access, organization, actor } = await organizationPage(slug, 'read:organization_roles')
  const matrix = await getRoleMatrix(access)
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
      <OrganizationRoles
        matrix={matrix}
        links={links}
        path={`/o/${slug}/roles`}
        page={(await searchParams).page}
      />
    </>
  )
}
