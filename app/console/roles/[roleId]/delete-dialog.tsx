import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { countText } from '@/lib/domain/bounded-count'
import type { EditableRoleDetails } from '@/lib/domain/tenant-roles/get-editable-role'
import { remove } from '../actions'

export function DeleteDialog({ details: { role, usage } }: { details: EditableRoleDetails }) {
  const { users, members } = usage
  return (
    <AlertDialog
      act="delete-role"
      trigger={<Button>Delete role</Button>}
      title={`Delete ${role.name}?`}
      description={`${lossText(users, members)} Pending invitations no longer offer it. You can’t undo this.`}
    >
      <Form action={remove}>
        <input type="hidden" name="role_id" value={role.id} />
        <DialogActions submit="Delete" tone="danger" />
      </Form>
    </AlertDialog>
  )
}

function lossText(users: number, members: number): string {
  if (users + members === 0) return 'No one has it.'
  const of = (count: number, noun: string) => `${countText(count)} ${noun}${count === 1 ? '' : 's'}`
  const who = [
    ...(users > 0 ? [`${of(users, 'user')} at tenant level`] : []),
    ...(members > 0 ? [`${of(members, 'member')} of organizations`] : []),
  ]
  return `${who.join(' and ')} ${users + members === 1 ? 'loses' : 'lose'} its permissions. Give them another role first. Members without another role can do nothing in their organization.`
}
