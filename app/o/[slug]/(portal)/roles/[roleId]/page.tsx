import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { getRole } from '@/lib/domain/roles/get-role'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { memberPath } from '../../members/query'
import { change, remove } from '../actions'
import { DeleteDialog } from './delete-dialog'
import { PortalPreview } from './portal-preview'
import { RoleForm } from './role-form'
import { RoleMembers } from './role-members'
import { RoleTitle } from './role-title'
import { ReadOnlyRole } from './read-only-role'

export const metadata: Metadata = { title: 'Role' }

export default async function RolePage({ params }: { params: Promise<{ slug: string; roleId: string }> }) {
  const { slug, roleId } = await params
  const { access, organization, actor } = await organizationPage(slug, 'read:organization_roles')
  const details = await getRole(access, roleId)
  const { role } = details
  const { name: tenantName } = await currentTenant()
  return (
    <>
      <BackLink href={`/o/${slug}/roles`}>Roles</BackLink>
      <PageHeader
        title={<RoleTitle role={role} />}
        text={role.description && <span className="wrap-anywhere">{role.description}</span>}
        action={details.mayDelete && <DeleteDialog remove={remove.bind(null, slug)} details={details} />}
      />
      {details.mayEdit ? (
        <Section title="Edit" text="You can review the changes and who they affect before you save.">
          <RoleForm change={change.bind(null, slug)} details={details} />
        </Section>
      ) : (
        <ReadOnlyRole details={details} actor={actor} tenantName={tenantName} />
      )}
      <PortalPreview details={details} />
      <RoleMembers
        displayName={organization.displayName}
        details={details}
        memberHref={(userId) => memberPath(slug, userId)}
        listHref={`/o/${slug}/members?role=${role.id}`}
      />
    </>
  )
}
