'use client'

import { ConfirmDialog, type ConfirmDialogProps } from '@/components/form/confirm-dialog'
import { useCanSendEmail } from '@/components/shell/email-provider'
import { type Revocable, RevocationChoice } from './revocation-choice'

export interface MemberRemoval extends Revocable {
  userId: string
  name: string
  organizationName: string
  /** By an operator: the member gets no email. */
  isByOperator?: true
  /** No one owns the organization afterwards: only an operator can do that. */
  isLastOwner?: boolean
}

type RemovalDialogProps = Omit<ConfirmDialogProps, 'title' | 'description' | 'values' | 'submit'> & {
  removal: MemberRemoval
  /** On the member’s page, which does not exist afterwards. */
  fromPage?: boolean
}

export function RemovalDialog({ removal, fromPage = false, ...dialog }: RemovalDialogProps) {
  const { userId, name, invitations, hasJoinLink } = removal
  const isTold = useCanSendEmail() && !removal.isByOperator
  return (
    <ConfirmDialog
      {...dialog}
      actOn={userId}
      title={`Remove ${name}?`}
      description={lossText(removal, isTold)}
      values={fromPage ? { user_id: userId, from: 'page' } : { user_id: userId }}
      submit="Remove"
    >
      <RevocationChoice by={name} invitations={invitations} hasJoinLink={hasJoinLink} />
    </ConfirmDialog>
  )
}

function lossText({ name, organizationName, isLastOwner }: MemberRemoval, isTold: boolean): string {
  const email = isTold ? ', and gets an email about it' : ''
  const owner = isLastOwner
    ? ` ${organizationName} has no owner then, until you give someone else an owner role.`
    : ''
  return `${name} loses all roles and access to ${organizationName} immediately${email}. Their account is not deleted.${owner}`
}
