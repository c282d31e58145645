import { UserPlus } from 'lucide-react'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { EmailAndRole } from '../email-and-role'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'

interface AddMemberProps {
  action: FormAction
  organizationName: string
  roles: AssignableRole[]
}

export function AddMember({ action, organizationName, roles }: AddMemberProps) {
  return (
    <Dialog
      act="add-member"
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden strokeWidth={1.75} />
          Add member
        </Button>
      }
      title={`Add a member to ${organizationName}`}
      description="A user who exists already. They get access at once, without an invitation or an email."
    >
      <Form action={action}>
        <EmailAndRole roles={roles} />
        <DialogActions submit="Add member" />
      </Form>
    </Dialog>
  )
}
