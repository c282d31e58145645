import { RoleEditor } from '@/components/form/role-editor'
import { RoleBadges } from '@/components/ui/role-badges'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { changeRoles } from './actions'

interface InvitationRolesProps {
  slug: string
  invitation: InvitationDetails
  maySend: boolean
  assignable: AssignableRole[]
}

export function InvitationRoles({ slug, invitation, maySend, assignable }: InvitationRolesProps) {
  const { id, email, isOpen, roles } = invitation
  const unassignable = roles.filter((role) => !assignable.some(({ id }) => id === role.id))
  const isAboveReader = unassignable.some(({ isGivable }) => isGivable)
  if (maySend && isOpen && !isAboveReader) {
    return (
      <span className="flex min-w-0 flex-wrap items-center gap-x-1 max-wide:inline-flex">
        <RoleBadges roles={roles} />
        <RoleEditor
          action={changeRoles.bind(null, slug)}
          subject={email}
          chosen={roles.map((role) => role.id)}
          options={[
            ...unassignable.map(({ id, name }) => ({ id, name, description: 'Can no longer be assigned.' })),
            ...assignable.map(({ id, name, description }) => ({ id, name, description })),
          ]}
        >
          <input type="hidden" name="id" value={id} />
        </RoleEditor>
      </span>
    )
  }
  return <RoleBadges roles={roles} />
}
