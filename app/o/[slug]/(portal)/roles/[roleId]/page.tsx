import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { getRole } from '@/lib/domain/roles/get-role'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { DeleteDialog } from './delete-dialog'
import { PortalPreview } from './portal-preview'
import { RoleForm } from './role-form'
import { RoleMembers } from './role-members'
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
        title={
          <span className="flex flex-wrap items-center gap-2 wrap-anywhere">
            {role.name} {role.isOwner && <Badge>Grants ownership</Badge>}{' '}
            {role.isOwn && <Badge>Custom</Badge>}
          </span>
        }
        text={role.description && <span className="wrap-anywhere">{role.description}</span>}
        action={details.mayDelete && <DeleteDialog slug={slug} details={details} />}
      />
      {details.mayEdit ? (
        <Section title="Edit" text="You can review the changes and who they affect before you save.">
          <RoleForm slug={slug} details={details} />
        </Section>
      ) : (
        <ReadOnlyRole details={details} actor={actor} tenantName={tenantName} />
      )}
      <PortalPreview details={details} />
      <RoleMembers organization={organization} details={details} />
    </>
  )
}
