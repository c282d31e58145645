import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { assertTrustedProvider, refuseUntrusted } from './assert-trusted-provider'
import type { FederatedProfile, Outcome } from './federated-profile'
import { insertIdentity } from './sign-in-by-verified-email'
import { signInWithProvider } from './sign-in-with-provider'

/** @throws DomainError sign_in_again; conflict when either account is already linked to another one, or the address differs */
export async function linkIdentity(access: SelfAccess, federated: FederatedProfile): Promise<Outcome> {
  const { tenantId, userId } = access
  const { connectionId } = federated
  const work = async (tx: Tx) => {
    await assertRecentSignIn(tx, access)
    await assertSameAddress(tx, access, federated)
    await insertIdentity(tx, federated, { tenantId, userId, isLinked: true })
    await assertTrustedProvider(tx, { tenantId, userId, federated })
    const target = { kind: 'user', id: userId }
    const events: [Event] = [{ type: 'identity.linked', target, details: { connectionId } }]
    return { result: { kind: 'linked' as const }, events }
  }
  const link = () =>
    change(access, work, {
      bypassRowSecurity: 'an account is linked to a provider of an organization that its user may not be in',
    }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? linkedAlready() : error
    })
  const outcome = await refuseUntrusted(tenantId, federated, link)
  return outcome.kind === 'linked' ? signInWithProvider(tenantId, federated) : outcome
}

/**
 * The user may have changed their address since the sign-in found this account by it. An organization’s provider links only
 * accounts with the address that it names.
 */
async function assertSameAddress(
  tx: Tx,
  { tenantId, userId }: SelfAccess,
  { connectionId, profile: { address } }: FederatedProfile,
): Promise<void> {
  if (address === null) return
  const [other] = await tx.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM users u JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = ${connectionId}
    WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND c.organization_id IS NOT NULL
      AND u.email_folded <> ${address.folded}`
  if (!other) return
  throw new DomainError('conflict', 'Your account has another address now. Begin the sign-in again.')
}

function linkedAlready(): DomainError {
  return new DomainError(
    'conflict',
    'One of the two accounts is already linked to another one. Sign in with that one instead.',
  )
}
