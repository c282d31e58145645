import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import { makeProof } from './make-proof'
import { proofSecrets } from './proof-secrets'
import { insistOnClient, insistOnUnproven, landingOf, lockHolder } from './ticket-parts'

export interface WantedTicket {
  clientId?: string | undefined
  organizationId?: string | undefined
  /** A path of ours, to go to after. */
  returnTo: string | null
  seconds: number
}

/**
 * A link by which a user proves her address and chooses a password, for whoever runs the tenant to hand to her.
 * @returns the secret of the link, which is kept nowhere
 * @throws DomainError not_found (fields as Auth0 has them); invalid for somebody who has proven hers
 */
export function makeVerificationTicket(
  access: TenantAccess<'create:user_tickets'>,
  { userId, ...wanted }: WantedTicket & { userId: string },
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const holder = await lockHolder(tx, tenantId, { userId })
    await insistOnClient(tx, tenantId, wanted.clientId)
    const organization = await landingOf(tx, tenantId, { id: wanted.organizationId, userId })
    insistOnUnproven(holder)
    const { id, name, address } = holder
    const { returnTo, seconds } = wanted
    const proof = { tenantId, purpose: 'sign_up', address, userId: id, name, returnTo, seconds } as const
    const proofId = await makeProof(tx, { ...proof, organizationId: organization?.id ?? null })
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
