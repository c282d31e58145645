import { MailPlus } from 'lucide-react'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { RoleSelect } from '@/components/ui/role-select'
import { Textarea } from '@/components/ui/textarea'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { invitePeople } from './actions'
import { InviteeVerdicts } from './invitee-verdicts'

interface InviteDialogProps {
  slug: string
  organizationName: string
  roles: AssignableRole[]
}

export function InviteDialog({ slug, organizationName, roles }: InviteDialogProps) {
  const options = roles.map(({ id, name, description }) => ({ id, name, description }))
  return (
    <Dialog
      trigger={
        <Button variant="primary">
          <MailPlus aria-hidden strokeWidth={1.75} />
          Invite people
        </Button>
      }
      title="Invite people"
      description={`Each person gets an email with a link to join ${organizationName}. The link works for seven days.`}
      width="wide"
    >
      <Form action={invitePeople.bind(null, slug)}>
        <Field name="emails" label="Email addresses" help="Separate with commas, spaces or new lines.">
          <Textarea autoComplete="off" spellCheck={false} inputMode="email" placeholder="name@example.com" />
        </Field>
        <InviteeVerdicts />
        <Field name="roles" label="Role" help="You can choose several.">
          <RoleSelect options={options} side="top" />
        </Field>
        <DialogActions submit="Send invitations" />
      </Form>
    </Dialog>
  )
}
