import { Form, type FormAction, type FormProps } from '@/components/form/form'
import { DialogActions } from '@/components/ui/dialog-actions'
import { type Revocable, RevocationChoice } from './revocation-choice'

export interface MemberRemoval extends Revocable {
  userId: string
  name: string
  organizationName: string
  /** By an operator, of whose acts no email is sent. */
  isByOperator?: true
  /** No one owns the organization afterwards: only an operator can do that. */
  isLastOwner?: boolean
}

export function removalTitle({ name }: MemberRemoval): string {
  return `Remove ${name}?`
}

export function removalText({ name, organizationName, isByOperator, isLastOwner }: MemberRemoval): string {
  const email = isByOperator ? '' : ', and gets an email about it'
  const owner = isLastOwner
    ? ` ${organizationName} has no owner then, until you give someone else an owner role.`
    : ''
  return `${name} loses all roles and access to ${organizationName} immediately${email}. Their account is not deleted.${owner}`
}

interface RemovalFormProps {
  removal: MemberRemoval
  action: FormAction
  /** True on the member’s own page, which no longer exists afterwards. */
  fromPage?: boolean
  onStart?: FormProps['onStart']
}

export function RemovalForm({ removal, action, fromPage = false, onStart }: RemovalFormProps) {
  const { userId, name, invitations, hasJoinLink } = removal
  return (
    <Form action={action} onStart={onStart}>
      <input type="hidden" name="user_id" value={userId} />
      {fromPage && <input type="hidden" name="from" value="page" />}
      <RevocationChoice by={name} invitations={invitations} hasJoinLink={hasJoinLink} />
      <DialogActions submit="Remove" tone="danger" />
    </Form>
  )
}
