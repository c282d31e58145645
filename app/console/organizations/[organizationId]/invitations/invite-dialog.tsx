import { MailPlus } from 'lucide-react'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { EmailAndRole } from '../email-and-role'

interface InviteDialogProps {
  action: FormAction
  organizationName: string
  roles: AssignableRole[]
}

export function InviteDialog({ action, organizationName, roles }: InviteDialogProps) {
  return (
    <Dialog
      trigger={
        <Button variant="primary">
          <MailPlus aria-hidden strokeWidth={1.75} />
          Invite someone
        </Button>
      }
      title={`Invite someone to ${organizationName}`}
      description="They get an email with a link. They become a member when they accept."
    >
      <Form action={action}>
        <EmailAndRole roles={roles} />
        <DialogActions submit="Send invitation" />
      </Form>
    </Dialog>
  )
}
