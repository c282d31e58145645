import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import type { EmailAddress } from '../text/parse-email'
import { makeProof } from './make-proof'

const fiveDaysInSeconds = 5 * 24 * 60 * 60

/**
 * The mail in which somebody who was made by others proves her address. She chooses a password there: one that was set
 * before goes. It wears the look of the organization at which she is to land only where she is a member.
 */
export async function verificationMail(
  tx: Tx,
  asked: {
    tenantId: string
    userId: string
    address: EmailAddress
    name: string
    organization?: { id: string; isHers: boolean } | null
  },
): Promise<OutgoingMail & { proofId: string }> {
  const { tenantId, userId, address, name, organization = null } = asked
  const proof = { tenantId, purpose: 'sign_up', address, userId, name, seconds: fiveDaysInSeconds } as const
  const proofId = await makeProof(tx, { ...proof, organizationId: organization?.id ?? null })
  const look = organization?.isHers ? { organizationId: organization.id } : {}
  return { template: 'sign_up_proof', proofId, to: address.email, ...look }
}
