import type { FormAction } from '@/components/form/form'
import { RoleEditor } from '@/components/form/role-editor'
import { Section } from '@/components/ui/page-header'
import { RoleBadges } from '@/components/ui/role-badges'
import type { OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { mayChangeRoles, roleOptions, sharedOptions } from '../role-options'

interface MemberRolesProps {
  organizationName: string
  member: MemberDetails
  actor: OrganizationActor
  assignableRoles: AssignableRole[]
  change: FormAction
}

/** Nothing if the reader may not see them. */
export function MemberRoles({ organizationName, member, actor, assignableRoles, change }: MemberRolesProps) {
  const { userId, name, roles } = member
  if (roles === null) return null
  return (
    <Section title="Roles" text={`The roles ${name} has in ${organizationName}.`}>
      <div className="flex flex-wrap items-center gap-2">
        <RoleBadges roles={roles} />
        {mayChangeRoles(actor) && (
          <RoleEditor
            action={change}
            actOn={userId}
            subject={name}
            rowId={userId}
            chosen={roles.map(({ id }) => id)}
            options={roleOptions(actor, member, sharedOptions(actor, assignableRoles))}
          >
            <input type="hidden" name="user_id" value={userId} />
          </RoleEditor>
        )}
      </div>
    </Section>
  )
}
