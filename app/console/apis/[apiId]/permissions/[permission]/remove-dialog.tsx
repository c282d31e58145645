import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { PermissionHolders } from '@/lib/domain/apis/find-permission-holders'
import { removePermission } from '../../actions'
import { holderCounts } from './holder-counts'

interface RemoveDialogProps {
  apiId: string
  name: string
  holders: PermissionHolders
}

export function RemoveDialog({ apiId, name, holders }: RemoveDialogProps) {
  const counts = holderCounts(holders)
  return (
    <ConfirmDialog
      act="remove-api-permission"
      trigger={<Button variant="danger">Remove permission</Button>}
      title={`Remove ${name}?`}
      description={counts === null ? 'No one has it.' : `Lost by ${counts}. This can’t be undone.`}
      action={removePermission}
      values={{ api_id: apiId, permission: name }}
      submit="Remove"
    />
  )
}
