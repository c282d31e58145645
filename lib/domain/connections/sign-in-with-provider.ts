import { change, type ChangeResult } from '@/lib/db/transaction'
import { isUniqueViolation } from '@/lib/db/request-context'
import type { Tx } from '@/lib/db/prisma'
import { atTheDoor } from '../users/at-the-door'
import { proveUser } from '../users/prove-user'
import { failed, type FederatedProfile, type Outcome } from './federated-profile'
import { askProviderCode } from './ask-provider-code'
import { signInLinkedUser } from './sign-in-linked-user'
import { signInByVerifiedEmail } from './sign-in-by-verified-email'
import { invitationOf } from './invitation-of'
import { isEmailTrusted } from './is-email-trusted'

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
  return outcome.kind === 'unproven' ? askProviderCode(tenantId, arriving) : outcome
}

type Attempt = Outcome | { kind: 'unproven' }

function attempt(tenantId: string, arriving: FederatedProfile): Promise<Attempt> {
  return change(atTheDoor(tenantId), async (tx): Promise<ChangeResult<Attempt>> => {
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
    const invitation = await invitationOf(tx, tenantId, arriving)
    if (!isProven && !invitation) return { result: { kind: 'unproven' }, events: 'unchanged' }
    const entered = await signInByVerifiedEmail(tx, { tenantId, address, invitation }, arriving)
    if (entered.result.kind !== 'link') return entered
    // Since the first look, another browser of the same user may have created the account with this identity.
    const made = await findIdentity(tx, tenantId, arriving)
    return made ? knownPerson(tx, { tenantId, isProven, known: made }, arriving) : entered
  })
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
  await proveUser(tx, { tenantId, userId, by: connectionId })
  const [actor, target] = [
    { kind: 'user' as const, id: userId },
    { kind: 'user', id: userId },
  ]
  const proven = { type: 'user.proven', actor, target, details: { connectionId } } as const
  const before = { events: [proven] as const, mails: [], hasAccepted: false }
  return signInLinkedUser(tx, { tenantId, userId, before }, arriving)
}
