import type { Changed } from '@/lib/db/doors'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { completeAcceptance } from '../invitations/complete-acceptance'
import type { Ticketed } from '../invitations/find-by-ticket'
import type { EmailAddress } from '../text/parse-email'
import { parseName } from '../text/parse-name'
import { findKnown } from '../users/find-known'
import { makeUser } from '../users/make-user'
import { proveUser } from '../users/prove-user'
import { failed, type Arriving, type Outcome } from './arriving'
import { enterKnown } from './enter-known'
import type { FailureReason } from './failure-reasons'
import { makeIdentity } from './make-identity'

/**
 * Somebody whose identity is new here, and whose address is proven. An account that the address has is never touched:
 * she signs in to it first. Else she becomes a person, where this connection makes people or an invitation asks her in.
 */
export async function enterProven(
  tx: Tx,
  { tenantId, address, invitation }: ProvenAddress,
  arriving: Arriving,
): Promise<Changed<Outcome>> {
  const known = await findKnown(tx, { tenantId, emailFolded: address.folded })
  if (known?.blocked) return refused(arriving, 'blocked')
  if (known) {
    // False, too, where somebody proved it a moment ago: then there is an account, and it is hers to link.
    const becomesHers = await proveUser(tx, { tenantId, userId: known.id })
    if (!becomesHers)
      return { result: { kind: 'link', userId: known.id, email: address.email }, events: 'unchanged' }
    return enter(tx, { tenantId, userId: known.id, type: 'user.proven', invitation }, arriving)
  }
  if (invitation === null && !(await makesPeople(tx, tenantId, arriving)))
    return refused(arriving, 'no_account')
  const { name, picture } = arriving.profile
  const { email, folded: emailFolded } = address
  const person = { tenantId, email, emailFolded, name: nameOf(name, email), proven: true }
  const { id: userId } = await makeUser(tx, person)
  if (picture !== null)
    await tx.user.update({ where: { tenantId_id: { tenantId, id: userId } }, data: { picture } })
  return enter(tx, { tenantId, userId, type: 'user.signed_up', invitation }, arriving)
}

interface ProvenAddress {
  tenantId: string
  address: EmailAddress
  invitation: Ticketed | null
}

interface NewHere {
  tenantId: string
  userId: string
  type: 'user.signed_up' | 'user.proven'
  invitation: Ticketed | null
}

/** At an organization’s page its own switches decide, at the tenant’s whether the connection is everybody’s. */
async function makesPeople(
  tx: Tx,
  tenantId: string,
  { connectionId, organizationId }: Arriving,
): Promise<boolean> {
  if (organizationId === null) {
    const connection = await tx.connection.findFirst({
      where: { tenantId, id: connectionId, isDefault: true },
    })
    return connection !== null
  }
  const enabled = await tx.enabledConnection.findFirst({ where: { tenantId, organizationId, connectionId } })
  return enabled !== null && (enabled.assignMembershipOnLogin || enabled.isSignupEnabled)
}

async function enter(
  tx: Tx,
  { tenantId, userId, type, invitation }: NewHere,
  arriving: Arriving,
): Promise<Changed<Outcome>> {
  await makeIdentity(tx, arriving, { userId, isLinked: false })
  const event: Event = {
    type,
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId, ...emailOf(arriving) },
    details: { connectionId: arriving.connectionId },
  }
  if (invitation === null) {
    const before = { events: [event] as const, mails: [], hasAccepted: false }
    return enterKnown(tx, { tenantId, userId, before }, arriving)
  }
  const { events, mails } = await completeAcceptance(tx, invitation, userId)
  const before = { events: [event, ...events] as const, mails, hasAccepted: true }
  const organizationId = invitation.organization.id
  return enterKnown(tx, { tenantId, userId, before }, { ...arriving, organizationId })
}

function emailOf({ profile }: Arriving): { email?: string } {
  return profile.address === null ? {} : { email: profile.address.folded }
}

function refused(arriving: Arriving, reason: FailureReason): Changed<Outcome> {
  return { result: { kind: 'refused', reason }, events: [failed(arriving, reason)] }
}

/** Her name as the provider has it or, where that is no name, what stands before the @. */
function nameOf(name: string | null, email: string): string {
  for (const text of [name ?? '', email.slice(0, email.indexOf('@'))]) {
    const judged = parseName(text, { label: 'Name', max: 100 })
    if (judged.ok) return judged.value
  }
  return 'New person'
}
