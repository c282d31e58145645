import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { makeProof } from './make-proof'
import { proofSecrets } from './proof-secrets'
import { insistOnUnproven, landingOf, lockHolder } from './ticket-parts'
import { continueUrlOf } from './continue-url'

export interface WantedTicket {
  clientId?: string | undefined
  organizationId?: string | undefined
  /** Where to go afterwards: a path of this portal, or a whole URL elsewhere. */
  returnTo?: string | undefined
  resultUrl?: string | undefined
  seconds: number
}

/**
 * Creates a link with which a user verifies their address and chooses a password, for an operator to hand to the user.
 * @returns the secret of the link, which is stored nowhere
 * @throws DomainError not_found (fields as Auth0 has them); invalid for a user whose address is already verified
 */
export function makeVerificationTicket(
  access: TenantAccess<'create:user_tickets'>,
  { userId, ...wanted }: WantedTicket & { userId: string },
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const holder = await lockHolder(tx, tenantId, { userId })
    const landing = await landingOf(tx, tenantId, { id: wanted.organizationId, userId })
    const returnTo = wanted.returnTo ?? (await continueUrlOf(tx, tenantId, { ...wanted, landing }))
    insistOnUnproven(holder)
    const { id, name, address } = holder
    const { seconds } = wanted
    const proof = { tenantId, purpose: 'sign_up', address, userId: id, name, returnTo, seconds } as const
    const proofId = await makeProof(tx, { ...proof, organizationId: landing?.id ?? null })
    return {
      result: proofSecrets({ id: proofId }).token,
      events: [
        {
          type: 'user.verification_ticket_made',
          target: { kind: 'user', id, name, email: address.email },
          details: { proofId, seconds },
        },
      ],
    }
  })
}
