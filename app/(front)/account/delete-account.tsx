import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { deleteMine } from './actions'

export function DeleteAccount({ email }: { email: string }) {
  return (
    <div>
      <TypedDeleteDialog
        act="delete-account"
        action={deleteMine}
        noun="account"
        title="Delete your account?"
        description="You leave all your organizations and are signed out everywhere. You can’t undo this."
        typed={email}
      />
    </div>
  )
}
