import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
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
    <AlertDialog
      act="remove-api-permission"
      trigger={<Button variant="danger">Remove permission</Button>}
      title={`Remove ${name}?`}
      description={counts === null ? 'No one has it.' : `Lost by ${counts}. This can’t be undone.`}
    >
      <Form action={removePermission}>
        <input type="hidden" name="api_id" value={apiId} />
        <input type="hidden" name="permission" value={name} />
        <DialogActions submit="Remove" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
