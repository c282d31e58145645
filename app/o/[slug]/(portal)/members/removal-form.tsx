import { Form, type FormAction } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { DialogActions } from '@/components/ui/dialog-actions'

export interface MemberRemoval {
  userId: string
  name: string
  organizationName: string
  /** Pending invitations that the member sent and the actor may revoke. */
  invitations: number
}

export function removalTitle({ name }: MemberRemoval): string {
  return `Remove ${name}?`
}

export function removalText({ name, organizationName }: MemberRemoval): string {
  return `${name} loses all roles and access to ${organizationName} immediately, and gets an email about it. Their account is not deleted.`
}

interface RemovalFormProps {
  removal: MemberRemoval
  action: FormAction
  /** True on the member’s own page, which no longer exists afterwards. */
  fromPage?: boolean
}

export function RemovalForm({ removal, action, fromPage = false }: RemovalFormProps) {
  const { userId, name, invitations } = removal
  const which = invitations === 1 ? 'the pending invitation' : `the ${invitations} pending invitations`
  return (
    <Form action={action}>
      <input type="hidden" name="user_id" value={userId} />
      {fromPage && <input type="hidden" name="from" value="page" />}
      {invitations > 0 && <Checkbox name="revoke" label={`Also revoke ${which} ${name} sent`} />}
      <DialogActions submit="Remove" tone="danger" />
    </Form>
  )
}
