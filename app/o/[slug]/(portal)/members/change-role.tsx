import type { FormAction } from '@/components/form/form'
import { RoleEditor } from '@/components/form/role-editor'
import type { RoleOption } from '@/components/ui/plain-role-list'
import type { OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { mayChangeRoles, roleOptions } from './role-options'

interface ChangeRoleProps {
  act?: ContinuedAct
  change: FormAction
  actor: OrganizationActor
  member: MemberDetails
  /** The result of `sharedOptions`. */
  options: RoleOption[]
}

export function ChangeRole({ act, change, actor, member, options }: ChangeRoleProps) {
  const { roles, userId, name } = member
  if (roles === null || !mayChangeRoles(actor)) return null
  return (
    <RoleEditor
      action={change}
      act={act}
      actOn={userId}
      subject={name}
      rowId={userId}
      chosen={roles.map(({ id }) => id)}
      options={roleOptions(actor, member, options)}
    >
      <input type="hidden" name="user_id" value={userId} />
    </RoleEditor>
  )
}
