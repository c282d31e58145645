import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { type DomainError, notFound } from '@/lib/errors'
import { listAssignableRoles } from '../roles/role-choices'
import { assertWithinLimit } from './invitation-checks'
import { invitationEmail } from './invite'
import { lockForResend, notPending } from './lock-invitation'
import {
  addressRefusal,
  renewInvitations,
  resentEvent,
  roleRefusal,
  sentTooRecently,
} from './renew-invitations'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface ResendResult {
  /** Addresses. */
  sent: string[]
  /** Why each of the others was not sent again, by address. */
  refused: Record<string, string>
}

/**
 * As resendInvitation, for pending ones; an expired one is sent again on its own, since it becomes a new invitation.
 * @throws DomainError not_found, also if one of them is unknown; too_many
 */
export function resendInvitations(access: Access, ids: readonly string[]): Promise<ResendResult> {
  return change(access, (tx) => resend(tx, access, ids))
}

async function resend(tx: Tx, access: Access, ids: readonly string[]): Promise<ChangeResult<ResendResult>> {
  const locked = await lockForResend(tx, access, ids)
  if (locked.invitations.length < new Set(ids).size) throw notFound()
  const { roles } = await listAssignableRoles(tx, access)
  const checked = locked.invitations.map((one) => ({
    invitation: one.invitation,
    refusal:
      stateRefusal(one.invitation.state) ?? roleRefusal(one, roles) ?? addressRefusalOf(one.invitation),
  }))
  const ready = checked.flatMap(({ invitation, refusal }) => (refusal ? [] : [invitation]))
  assertWithinLimit(access, locked, ready.length)
  const renewed = await renewInvitations(tx, access, { locked, invitations: ready, isMailed: true })
  const sent = new Set(renewed.map(({ id }) => id))
  const refused = checked
    .filter(({ invitation }) => !sent.has(invitation.id))
    .map(({ invitation, refusal }) => [invitation.email, (refusal ?? sentTooRecently()).message])
  const result = {
    sent: renewed.map(({ email }) => email),
    refused: Object.fromEntries(refused) as Record<string, string>,
  }
  const [first, ...rest] = renewed.map(resentEvent)
  if (!first) return unchanged(result)
  const mails = renewed.map((invitation) => invitationEmail(access, invitation))
  return { result, events: [first, ...rest], mails }

  function addressRefusalOf({ emailFolded }: { emailFolded: string }): DomainError | null {
    return addressRefusal(locked, { address: emailFolded, isMailed: true })
  }
}

function stateRefusal(state: string): DomainError | null {
  return state === 'pending' ? null : notPending(state)
}
