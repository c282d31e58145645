import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import type { Client } from '@/lib/domain/clients/read-client'
import { remove } from '../actions'

export function DeleteDialog({ client: { id, name } }: { client: Client }) {
  return (
    <TypedDeleteDialog
      action={remove}
      noun="application"
      title={`Delete ${name}?`}
      description="People can no longer sign in to it, and its tokens end. You can’t undo this."
      typed={name}
    >
      <input type="hidden" name="client_id" value={id} />
    </TypedDeleteDialog>
  )
}
