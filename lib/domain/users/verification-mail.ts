import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/parse-email'
import { makeProof } from './make-proof'

const fiveDaysInSeconds = 5 * 24 * 60 * 60
/** The most links to verify one address within an hour, whoever asks for them. */
const mostInAnHour = 10

/**
 * The email with which a user who was created by others verifies their address. The user also chooses a password, which
 * replaces any password set before. The email has the branding of the organization that the user is to enter only if
 * the user is a member of it. Call this with the user’s row locked.
 * @throws DomainError too_many
 */
export async function verificationMail(
  tx: Tx,
  asked: {
    tenantId: string
    userId: string
    address: EmailAddress
    name: string
    organization?: { id: string; isHers: boolean } | null
    /** A path of this portal, to go to afterwards. */
    returnTo?: string | null
  },
): Promise<OutgoingMail & { proofId: string }> {
  const { tenantId, userId, address, name, organization = null, returnTo = null } = asked
  await insistOnRest(tx, tenantId, address)
  const proof = { tenantId, purpose: 'sign_up', address, userId, name, seconds: fiveDaysInSeconds } as const
  const proofId = await makeProof(tx, { ...proof, returnTo, organizationId: organization?.id ?? null })
  const look = organization?.isHers ? { organizationId: organization.id } : {}
  return { template: 'sign_up_proof', proofId, to: address.email, ...look }
}

/** Stops a faulty or malicious program from filling a mailbox. */
async function insistOnRest(tx: Tx, tenantId: string, { folded }: EmailAddress): Promise<void> {
  if (!env().rateLimits) return
  const [row] = await tx.$queryRaw<{ asked: number }[]>`
    SELECT count(*)::int AS asked FROM email_proofs
    WHERE tenant_id = ${tenantId} AND email_folded = ${folded} AND purpose = 'sign_up'
      AND created_at > now() - interval '1 hour'`
  if ((row?.asked ?? 0) < mostInAnHour) return
  throw new DomainError(
    'too_many',
    'This address was asked to prove itself too often. Try again in an hour.',
    {
      retryAfter: 3600,
    },
  )
}
