import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import type { FormValues } from '@/lib/http/form-state'
import { deleteMine } from './actions'

interface DeleteAccountProps {
  email: string
  continued: FormValues | null
}

export function DeleteAccount({ email, continued }: DeleteAccountProps) {
  return (
    <div>
      <TypedDeleteDialog
        action={deleteMine}
        noun="account"
        title="Delete your account?"
        description="You leave all your organizations and are signed out everywhere. You can’t undo this."
        typed={email}
        continued={continued}
      />
    </div>
  )
}
