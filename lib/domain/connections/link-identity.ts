import type { SelfAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { assertTrustedProvider, refuseUntrusted } from './assert-trusted-provider'
import type { FederatedProfile, Outcome } from './federated-profile'
import { signInWithProvider } from './sign-in-with-provider'
import { insertIdentity } from '@/lib/domain/connections/insert-identity'

/** @throws DomainError sign_in_again; conflict when either account is already linked to another one */
export async function linkIdentity(access: SelfAccess, federated: FederatedProfile): Promise<Outcome> {
  const { tenantId, userId } = access
  const { connectionId } = federated
  const link = () =>
    change(access, async (tx) => {
      await assertRecentSignIn(tx, access)
      await insertIdentity(tx, federated, { userId, isLinked: true })
      // From here on the user sees the connection, also one who is no member.
      await assertTrustedProvider(tx, { tenantId, userId, federated })
      const target = { kind: 'user', id: userId }
      return {
        result: { kind: 'linked' as const },
        events: [{ type: 'identity.linked', target, details: { connectionId } }],
      }
    }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? linkedAlready() : error
    })
  const outcome = await refuseUntrusted(tenantId, federated, link)
  return outcome.kind === 'linked' ? signInWithProvider(tenantId, federated) : outcome
}

function linkedAlready(): DomainError {
  return new DomainError(
    'conflict',
    'One of the two accounts is already linked to another one. Sign in with that one instead.',
  )
}
