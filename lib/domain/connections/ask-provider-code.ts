import { change } from '@/lib/db/transaction'
import { atTheDoor } from '../users/at-the-door'
import { makeProof } from '../users/make-proof'
import { reserveMail } from '../users/mail-limits'
import type { FederatedProfile, Outcome } from './federated-profile'

/**
 * Mails a code to an address for which the provider’s word is not enough. Whether it has an account already is not
 * said before the code comes back.
 * @throws DomainError too_many
 */
export async function askProviderCode(tenantId: string, arriving: FederatedProfile): Promise<Outcome> {
  const { profile, organizationId, connectionId } = arriving
  const { address } = profile
  if (address === null) throw new Error('There is no address to mail a code to.')
  await reserveMail({ tenantId, emailFolded: address.folded, purpose: 'connection' })
  return change(atTheDoor(tenantId), async (tx) => {
    const wish = { tenantId, purpose: 'connection', address, userId: null, organizationId } as const
    const proofId = await makeProof(tx, wish)
    return {
      result: { kind: 'prove', proofId, email: address.email },
      events: [
        {
          type: 'connection.code_requested',
          target: { kind: 'user', id: 'unknown', email: address.folded },
          details: { connectionId },
        },
      ],
      mails: [{ template: 'connection_code', proofId, to: address.email }],
    }
  })
}
