import type { FormAction } from '@/components/form/form'
import { RolesForm } from '@/components/form/roles-form'
import { RoleBadges } from '@/components/ui/role-badges'
import type { RoleOption } from '@/components/ui/role-select'
import type { OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import { mayChangeRoles, roleOptions } from './role-options'

export interface MemberRolesProps {
  change: FormAction
  actor: OrganizationActor
  member: MemberDetails
  /** The result of `sharedOptions`. */
  options: RoleOption[]
}

export function MemberRoles({ change, actor, member, options }: MemberRolesProps) {
  const { roles, userId } = member
  if (roles === null) return null
  if (mayChangeRoles(actor)) {
    return (
      <RolesForm
        action={change}
        chosen={roles.map(({ id }) => id)}
        options={roleOptions(actor, member, options)}
        sayToNone="A member needs at least one role."
        className="wide:w-56"
      >
        <input type="hidden" name="user_id" value={userId} />
      </RolesForm>
    )
  }
  return <RoleBadges roles={roles} />
}
