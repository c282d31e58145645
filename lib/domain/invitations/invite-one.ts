import type { OrganizationAccess } from '@/lib/access'
import { change, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { assertCanBeInvited } from './assert-may-keep'
import type { Invitee } from './invitee'
import { verdictMessage, type Verdict } from './invitation-checks'
import type { Invitation } from './queries'
import { createInvitations } from './create-invitations'
import type { InvitationOptions } from './invitation-options'

/** The address is a member’s, or has an invitation that waits for an answer. */
export class AddressTaken extends DomainError {
  constructor(readonly verdict: 'member' | 'invited') {
    super('conflict', verdictMessage(verdict))
  }
}

/**
 * Invites one address, or says why not and writes nothing.
 * @throws DomainError not_found, not_yours_to_give, invalid, conflict, too_many
 */
export function inviteOne(
  access: OrganizationAccess<'create:organization_invitations'>,
  { invitee, terms: options }: { invitee: Invitee; terms: InvitationOptions },
): Promise<Invitation> {
  assertCanBeInvited(access, [invitee])
  return change(access, (tx) => sendOne(tx, access, { invitee, terms: options }))
}

/** The same, within a change. */
export async function sendOne(
  tx: Tx,
  access: OrganizationAccess<'create:organization_invitations'>,
  { invitee, terms: options }: { invitee: Invitee; terms: InvitationOptions },
): Promise<ChangeResult<Invitation>> {
  const { made, verdicts, events, mails } = await createInvitations(tx, access, {
    invitees: [invitee],
    options,
  })
  const one = made.get(invitee.address.folded)
  const [first, ...rest] = events
  if (!one || !first) throw refusal(verdicts.get(invitee.address.folded))
  return { result: one, events: [first, ...rest], mails }
}

function refusal(verdict: Verdict | undefined): DomainError {
  if (verdict === 'exhausted')
    return new DomainError('too_many', verdictMessage('exhausted'), { retryAfter: 3600 })
  return new AddressTaken(verdict === 'member' ? 'member' : 'invited')
}
