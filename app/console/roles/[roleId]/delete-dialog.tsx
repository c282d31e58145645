import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { countText } from '@/lib/domain/bounded-count'
import type { EditableRoleDetails } from '@/lib/domain/tenant-roles/queries'
import { remove } from '../actions'

export function DeleteDialog({ details: { role, usage } }: { details: EditableRoleDetails }) {
  const { users, members } = usage
  return (
    <ConfirmDialog
      act="delete-role"
      trigger={<Button>Delete role</Button>}
      title={`Delete ${role.name}?`}
      description={`${lossText(users, members)} Pending invitations no longer offer it. You can’t undo this.`}
      action={remove}
      values={{ role_id: role.id }}
      submit="Delete"
    />
  )
}

function lossText(users: number, members: number): string {
  if (users + members === 0) return 'No one has it.'
  const who = [
    ...(users > 0 ? [`${countText(users, 'user')} at tenant level`] : []),
    ...(members > 0 ? [`${countText(members, 'member')} of organizations`] : []),
  ]
  return `${who.join(' and ')} ${users + members === 1 ? 'loses' : 'lose'} its permissions. Give them another role first. Members without another role can do nothing in their organization.`
}
