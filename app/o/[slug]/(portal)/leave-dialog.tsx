import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { leave } from './home/actions'

export function LeaveDialog({ slug, displayName }: { slug: string; displayName: string }) {
  return (
    <AlertDialog
      trigger={<Button>Leave organization</Button>}
      title={`Leave ${displayName}?`}
      description="You lose your roles and access here immediately. To come back, you need a new invitation."
    >
      <Form action={leave.bind(null, slug)}>
        <DialogActions submit="Leave" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
