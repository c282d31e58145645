import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/page-header'
import { getRole, type RoleDetails } from '@/lib/domain/roles/get-role'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { change } from '../actions'
import { PermissionGrid } from '../permission-grid'
import { permissionGroups } from '../permission-rows'
import { RoleNameFields } from '../role-name-fields'
import { DeleteDialog } from './delete-dialog'
import { PortalPreview } from './portal-preview'
import { ReadOnlyRole } from './read-only-role'
import { RoleMembers } from './role-members'

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

function RoleForm({ slug, details }: { slug: string; details: RoleDetails }) {
  const { role, apis, choices, mayTake } = details
  return (
    <Form action={change.bind(null, slug)} className="flex flex-col gap-6">
      <input type="hidden" name="role_id" value={role.id} />
      <RoleNameFields name={role.name} description={role.description} />
      {!mayTake && (
        <Notice>
          Someone with this role has more permissions here than you. You can add permissions, but not remove
          any.
        </Notice>
      )}
      <PermissionGrid groups={permissionGroups(apis, { choices, given: role.permissions, mayTake })} />
      <ReviewBeforeSaving />
    </Form>
  )
}
