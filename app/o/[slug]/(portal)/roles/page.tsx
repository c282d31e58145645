import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { listRoles } from '@/lib/domain/roles/list-roles'
import { organizationPage } from '@/lib/http/person'
import { RoleItem } from './role-item'

export const metadata: Metadata = { title: 'Roles' }

export default async function RolesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, organization, actor } = await organizationPage(slug, 'read:organization_roles')
  const roles = await listRoles(access)
  const seesMembers = may(actor, 'read:organization_members') && may(actor, 'read:organization_member_roles')
  return (
    <>
      <PageHeader
        title="Roles"
        text={`What members of ${organization.displayName} can do comes from the roles they hold.`}
      />
      <ul aria-label="Roles" className="flex flex-col border-t">
        {roles.map((role) => (
          <RoleItem key={role.id} role={role} slug={slug} linksMembers={seesMembers} />
        ))}
      </ul>
    </>
  )
}
