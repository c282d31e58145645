import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import type { EmailAddress } from '../text/parse-email'
import { makeProof } from './make-proof'

const fiveDaysInMinutes = 5 * 24 * 60

/**
 * The mail in which somebody who was made by others proves her address. She chooses a password there: one that was set
 * before goes.
 */
export async function verificationMail(
  tx: Tx,
  {
    tenantId,
    userId,
    address,
    name,
  }: { tenantId: string; userId: string; address: EmailAddress; name: string },
): Promise<OutgoingMail> {
  const proof = { tenantId, purpose: 'sign_up', address, userId, name, minutes: fiveDaysInMinutes } as const
  return { template: 'sign_up_proof', proofId: await makeProof(tx, proof), to: address.email }
}
