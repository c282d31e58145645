import { RolesForm } from '@/components/form/roles-form'
import { RoleBadges } from '@/components/ui/role-badges'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { changeRoles } from './actions'

export interface InvitationRolesProps {
  slug: string
  invitation: InvitationDetails
  maySend: boolean
  givable: AssignableRole[]
}

export function InvitationRoles({ slug, invitation, maySend, givable }: InvitationRolesProps) {
  const { id, isOpen, roles } = invitation
  const notGivable = roles.filter((role) => !givable.some((one) => one.id === role.id))
  const isAboveReader = notGivable.some(({ isGivable }) => isGivable)
  if (maySend && isOpen && !isAboveReader) {
    return (
      <RolesForm
        action={changeRoles.bind(null, slug)}
        chosen={roles.map((role) => role.id)}
        options={[
          ...notGivable.map((role) => ({
            id: role.id,
            name: role.name,
            description: 'Can no longer be assigned.',
          })),
          ...givable.map((role) => ({ id: role.id, name: role.name, description: role.description })),
        ]}
        sayToNone="Choose at least one role."
        className="sm:w-44"
      >
        <input type="hidden" name="id" value={id} />
      </RolesForm>
    )
  }
  return <RoleBadges roles={roles} />
}
