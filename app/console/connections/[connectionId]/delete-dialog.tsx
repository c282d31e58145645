import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { countText } from '@/lib/domain/bounded-count'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { remove } from '../actions'

interface DeleteDialogProps {
  connection: Connection
  usage: { organizations: number; identities: number }
}

export function DeleteDialog({ connection: { id, displayName }, usage }: DeleteDialogProps) {
  return (
    <ConfirmDialog
      act="delete-connection"
      trigger={<Button>Delete connection</Button>}
      title={`Delete ${displayName}?`}
      description={lossText(usage)}
      action={remove}
      values={{ connection_id: id }}
      submit="Delete"
    />
  )
}

function lossText({ organizations, identities }: DeleteDialogProps['usage']): string {
  const lost =
    identities === 0
      ? 'No user has signed in with it.'
      : `${countText(identities, 'user')} can no longer sign in with it and ${identities === 1 ? 'is' : 'are'} signed out.`
  return `${lost} It is enabled in ${countText(organizations, 'organization')}. You can’t undo this.`
}
