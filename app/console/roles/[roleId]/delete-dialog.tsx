import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { countText } from '@/lib/domain/bounded-count'
import type { EditableRoleDetails } from '@/lib/domain/tenant-roles/get-editable-role'
import { remove } from '../actions'

export function DeleteDialog({ details: { role, usage, others } }: { details: EditableRoleDetails }) {
  const { users, members } = usage
  const possible = members === 0 ? others : others.filter(({ assignable }) => assignable)
  const options = possible.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <AlertDialog
      trigger={<Button>Delete role</Button>}
      title={`Delete ${role.name}?`}
      description={`${lossText(users, members)} Pending invitations no longer offer it. You can’t undo this.`}
    >
      <Form action={remove}>
        <input type="hidden" name="role_id" value={role.id} />
        {users + members > 0 && (
          <Field name="instead" label="Reassign these people to">
            <Select defaultValue="" options={[{ value: '', label: 'No other role' }, ...options]} />
          </Field>
        )}
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
  return `${who.join(' and ')} ${users + members === 1 ? 'loses' : 'lose'} its permissions unless you reassign them. Members without another role can do nothing in their organization.`
}
