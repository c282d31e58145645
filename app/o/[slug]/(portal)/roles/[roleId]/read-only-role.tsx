import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { may, type OrganizationActor } from '@/lib/access'
import type { RoleDetails } from '@/lib/domain/roles/get-role'
import { apiPermissions, permissionIndexes } from '../given-permissions'
import { PermissionList } from '../permission-list'

interface ReadOnlyRoleProps {
  details: RoleDetails
  actor: OrganizationActor
  tenantName: string
}

export function ReadOnlyRole({ details, actor, tenantName }: ReadOnlyRoleProps) {
  const { role } = details
  const listed = apiPermissions(details.apis)
  return (
    <Section title="Permissions">
      <Notice>
        {role.isOwn ? reasonReadOnly(actor) : `This role is managed by ${tenantName}, for all organizations.`}
      </Notice>
      {role.permissions.length > 0 ? (
        <PermissionList apis={listed} given={permissionIndexes(listed, role.permissions)} />
      ) : (
        <p className="text-muted-foreground">It has no permissions.</p>
      )}
    </Section>
  )
}

function reasonReadOnly(actor: OrganizationActor): string {
  if (may(actor, 'update:organization_roles'))
    return 'This role has more permissions here than you, so you can’t change it.'
  return 'Your roles don’t let you change this role.'
}
