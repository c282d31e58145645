import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import type { User } from '@/lib/domain/users/read-user'
import { deleteForGood } from '../actions'

export function DeleteUser({ user: { id, name, email } }: { user: User }) {
  return (
    <div>
      <TypedDeleteDialog
        action={deleteForGood}
        noun="user"
        title={`Delete ${name}?`}
        description="They are signed out everywhere and leave all organizations, even as the only owner. Their account, roles, sign-in methods, sessions and metadata go, and their name and address are erased. You can’t undo this."
        typed={email}
        isPerson
      >
        <input type="hidden" name="user_id" value={id} />
      </TypedDeleteDialog>
    </div>
  )
}
