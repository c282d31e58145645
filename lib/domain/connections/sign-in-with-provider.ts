import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bypassRowSecurity, change, type ChangeResult } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { findByTicketHash, listAllowedConnections, type Ticketed } from '../invitations/find-by-ticket'
import { verifyUserEmail } from '../users/verify-user-email'
import { failed } from './connection-failures'
import type { FederatedProfile, Outcome } from './federated-profile'
import { isEmailTrusted, signInByVerifiedEmail } from './sign-in-by-verified-email'
import { signInLinkedUser } from './sign-in-linked-user'
import { requestProviderCode } from './verify-provider-email'

/**
 * Finishes a sign-in by a provider, after all checks of the protocol: signs in a known user, creates an account for a
 * new one where this connection does that, or answers what the user has to do first.
 * @throws DomainError too_many when a code was emailed a moment ago
 */
export async function signInWithProvider(tenantId: string, arriving: FederatedProfile): Promise<Outcome> {
  const outcome = await attempt(tenantId, arriving).catch((error: unknown) => {
    // Two browsers of one new user at once: the second finds the account that the first created.
    if (!isUniqueViolation(error)) throw error
    return attempt(tenantId, arriving)
  })
  return outcome.kind === 'unproven' ? requestProviderCode(tenantId, arriving) : outcome
}

type Attempt = Outcome | { kind: 'unproven' }

function attempt(tenantId: string, arriving: FederatedProfile): Promise<Attempt> {
  return change(
    bypassRowSecurity('a user signs in with an identity provider', tenantId),
    async (tx): Promise<ChangeResult<Attempt>> => {
      const { connectionId, profile } = arriving
      const isProven = await isEmailTrusted(tx, { tenantId, connectionId }, profile)
      const known = await findIdentity(tx, tenantId, arriving)
      if (known) return knownPerson(tx, { tenantId, isProven, known }, arriving)
      const { address } = profile
      if (address === null)
        return {
          result: { kind: 'refused', reason: 'no_address' },
          events: [failed(arriving, 'no_address')],
        }
      const invitation = await findInvitationOf(tx, tenantId, arriving)
      if (!isProven && !invitation) return { result: { kind: 'unproven' }, events: 'unchanged' }
      const entered = await signInByVerifiedEmail(tx, { tenantId, address, invitation }, arriving)
      if (entered.result.kind !== 'link') return entered
      // Since the first look, another browser of the same user may have created the account with this identity.
      const made = await findIdentity(tx, tenantId, arriving)
      return made ? knownPerson(tx, { tenantId, isProven, known: made }, arriving) : entered
    },
  )
}

interface KnownIdentity {
  userId: string
  user: { emailFolded: string; emailVerifiedAt: Date | null; blocked: boolean }
}

function findIdentity(
  tx: Tx,
  tenantId: string,
  { connectionId, profile }: FederatedProfile,
): Promise<KnownIdentity | null> {
  return tx.identity.findUnique({
    where: { tenantId_connectionId_subject: { tenantId, connectionId, subject: profile.subject } },
    select: {
      userId: true,
      user: { select: { emailFolded: true, emailVerifiedAt: true, blocked: true } },
    },
  })
}

/** The user’s address may have been changed since the last sign-in, and not be verified yet. */
async function knownPerson(
  tx: Tx,
  { tenantId, isProven, known }: { tenantId: string; isProven: boolean; known: KnownIdentity },
  arriving: FederatedProfile,
): Promise<ChangeResult<Attempt>> {
  const { userId, user } = known
  if (user.emailVerifiedAt !== null || user.blocked)
    return signInLinkedUser(tx, { tenantId, userId }, arriving)
  const isSame = arriving.profile.address?.folded === user.emailFolded
  if (!isSame || !isProven)
    return { result: { kind: 'refused', reason: 'unproven' }, events: [failed(arriving, 'unproven')] }
  const { connectionId } = arriving
  await verifyUserEmail(tx, { tenantId, userId, by: connectionId })
  const [actor, target] = [
    { kind: 'user' as const, id: userId },
    { kind: 'user', id: userId },
  ]
  const verified = { type: 'user.proven', actor, target, details: { connectionId } } as const
  const before = { events: [verified] as const, mails: [], hasAccepted: false }
  return signInLinkedUser(tx, { tenantId, userId, before }, arriving)
}

/**
 * The invitation with whose mailed ticket somebody comes, if it is for the address that the provider names and allows
 * this connection. The ticket went to that address and nowhere else, so it proves it.
 */
async function findInvitationOf(
  tx: Tx,
  tenantId: string,
  { ticket, connectionId, profile }: FederatedProfile,
): Promise<Ticketed | null> {
  if (ticket === null || profile.address === null) return null
  const found = await findByTicketHash(tx, tenantId, sha256Hex(ticket))
  if (found?.state !== 'pending' || found.purpose !== 'mailed') return null
  if (found.invitation.emailFolded !== profile.address.folded) return null
  const allowed = await listAllowedConnections(tx, found)
  return allowed.some(({ id }) => id === connectionId) ? found : null
}
