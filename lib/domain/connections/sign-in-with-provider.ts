import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bypassRowSecurity, change, type ChangeResult } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { listAllowedConnections } from '../invitations/allowed-connections'
import { findByTicketHash, type Ticketed } from '../invitations/find-by-ticket'
import { verifyUserEmail } from '../users/verify-user-email'
import { refuseUntrusted } from './assert-trusted-provider'
import type { FederatedProfile, Outcome } from './federated-profile'
import { isEmailTrusted, signInByVerifiedEmail } from './sign-in-by-verified-email'
import { refused, signInLinkedUser } from './sign-in-linked-user'
import { requestProviderCode } from './verify-provider-email'

/** Call after all checks of the protocol. @throws DomainError too_many when a code was emailed a moment ago */
export async function signInWithProvider(tenantId: string, federated: FederatedProfile): Promise<Outcome> {
  const outcome = await refuseUntrusted(tenantId, federated, () =>
    attempt(tenantId, federated).catch((error: unknown) => {
      // Two browsers of one new user at once: the second finds the account that the first created.
      if (!isUniqueViolation(error)) throw error
      return attempt(tenantId, federated)
    }),
  )
  return outcome.kind === 'unverified' ? requestProviderCode(tenantId, federated) : outcome
}

type Attempt = Outcome | { kind: 'unverified' }

function attempt(tenantId: string, federated: FederatedProfile): Promise<Attempt> {
  return change(
    bypassRowSecurity('a user signs in with an identity provider', tenantId),
    async (tx): Promise<ChangeResult<Attempt>> => {
      const { connectionId, profile } = federated
      const isTrusted = await isEmailTrusted(tx, { tenantId, connectionId }, profile)
      const known = await findIdentity(tx, tenantId, federated)
      if (known) return signInKnownIdentity(tx, { tenantId, isTrusted, known }, federated)
      const { address } = profile
      if (address === null) return refused(federated, 'no_address')
      const invitation = await findInvitationOf(tx, tenantId, federated)
      if (!isTrusted && !invitation) return { result: { kind: 'unverified' }, events: 'unchanged' }
      const entered = await signInByVerifiedEmail(tx, { tenantId, address, invitation }, federated)
      if (entered.result.kind !== 'link') return entered
      // Since the first look, another browser of the same user may have created the account with this identity.
      const made = await findIdentity(tx, tenantId, federated)
      return made ? signInKnownIdentity(tx, { tenantId, isTrusted, known: made }, federated) : entered
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
async function signInKnownIdentity(
  tx: Tx,
  { tenantId, isTrusted, known }: { tenantId: string; isTrusted: boolean; known: KnownIdentity },
  federated: FederatedProfile,
): Promise<ChangeResult<Attempt>> {
  const { userId, user } = known
  if (user.emailVerifiedAt !== null || user.blocked)
    return signInLinkedUser(tx, { tenantId, userId }, federated)
  const isSame = federated.profile.address?.folded === user.emailFolded
  if (!isSame || !isTrusted) return refused(federated, 'email_unverified')
  const { connectionId } = federated
  await verifyUserEmail(tx, { tenantId, userId, by: connectionId })
  const verified = {
    type: 'user.email_verified',
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId },
    details: { connectionId },
  } as const
  const before = { events: [verified] as const, mails: [], hasAccepted: false }
  return signInLinkedUser(tx, { tenantId, userId, before }, federated)
}

/** The invitation’s ticket was sent to this address only, so it verifies the address. */
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
