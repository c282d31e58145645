import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { may, type OrganizationActor } from '@/lib/access'
import { leave } from './home/actions'
import { LeaveFields } from './leave-fields'

interface LeaveDialogProps {
  slug: string
  displayName: string
  actor: OrganizationActor
}

export function LeaveDialog({ slug, displayName, actor }: LeaveDialogProps) {
  return (
    <AlertDialog
      act="leave"
      trigger={<Button>Leave organization</Button>}
      title={`Leave ${displayName}?`}
      description="You lose your roles and access here immediately. To come back, you may need a new invitation."
    >
      <Form action={leave.bind(null, slug)}>
        <LeaveFields slug={slug} mayTransfer={may(actor, 'create:organization_member_roles')} />
      </Form>
    </AlertDialog>
  )
}
