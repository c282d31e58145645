import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { leave } from './home/actions'

/** Leaving, with the question before it. */
export function LeaveDialog({ slug, displayName }: { slug: string; displayName: string }) {
  return (
    <AlertDialog
      trigger={<Button>Leave organization</Button>}
      title={`Leave ${displayName}?`}
      description="You lose your roles and your access here at once. Only a new invitation brings you back."
    >
      <Form action={leave.bind(null, slug)}>
        <DialogActions submit="Leave" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
