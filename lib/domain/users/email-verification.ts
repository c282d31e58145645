import type { AnyTenantAccess, TenantAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change, read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertCanSendEmail } from '../email-sender/email-sender'
import type { EmailAddress } from '../text/email-address'
import { createEmailToken, emailTokenSecrets } from './email-token'
import { assertHourlyLimit, fiveDaysInSeconds } from './email-limits'
import { assertUnverified, continueUrlOf, findTicketOrganization, lockTicketUser } from './ticket-parts'

/** Call with the user’s row locked. The password that the user then chooses replaces any other. @throws DomainError too_many */
export async function verificationEmail(
  tx: Tx,
  {
    tenantId,
    userId,
    address,
    name,
    organization = null,
    returnTo = null,
  }: {
    tenantId: string
    userId: string
    address: EmailAddress
    name: string
    organization?: { id: string; isMember: boolean } | null
    /** A path of this portal. */
    returnTo?: string | null
  },
): Promise<OutgoingEmail & { proofId: string }> {
  await assertHourlyLimit(tx, tenantId, { address, purpose: 'sign_up' })
  const proofId = await createEmailToken(tx, {
    tenantId,
    purpose: 'sign_up',
    address,
    userId,
    name,
    returnTo,
    organizationId: organization?.id ?? null,
    seconds: fiveDaysInSeconds,
  })
  const branding = organization?.isMember ? { organizationId: organization.id } : {}
  return { template: 'sign_up_proof', proofId, to: address.email, ...branding }
}

export interface Verification {
  proofId: string
  createdAt: Date
  state: 'queued' | 'sent' | 'failed' | 'unknown'
}

/** @throws DomainError not_found, also for the email of a sign-up, and for a deleted one */
export function getVerification(
  access: AnyTenantAccess<'create:users' | 'read:users'>,
  proofId: string,
): Promise<Verification> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<Verification[]>`
      SELECT p.id AS "proofId", p.created_at AS "createdAt", m.state
      FROM email_proofs p
      JOIN mails m ON m.tenant_id = ${tenantId} AND m.template = 'sign_up_proof' AND m.payload->>'proofId' = p.id
        AND m.created_at BETWEEN p.created_at - interval '1 hour' AND p.created_at + interval '1 hour'
      WHERE p.tenant_id = ${tenantId} AND p.id = ${proofId} AND p.purpose = 'sign_up'
        AND p.user_id IS NOT NULL AND p.password_hash IS NULL`
    if (!found) throw notFound()
    return found
  })
}

export interface VerificationTicketInput {
  clientId?: string | undefined
  organizationId?: string | undefined
  returnTo?: string | undefined
  resultUrl?: string | undefined
  seconds: number
}

/**
 * Returns the link’s secret, which is stored nowhere.
 * @throws DomainError not_found (fields as Auth0 has them); invalid if the address is already verified
 */
export function createVerificationTicket(
  access: TenantAccess<'create:user_tickets'>,
  { userId, ...input }: VerificationTicketInput & { userId: string },
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const user = await lockTicketUser(tx, tenantId, { userId })
    const organization = await findTicketOrganization(tx, tenantId, { id: input.organizationId, userId })
    const returnTo = input.returnTo ?? (await continueUrlOf(tx, tenantId, { ...input, organization }))
    assertUnverified(user)
    const { name, address } = user
    const { seconds } = input
    const proofId = await createEmailToken(tx, {
      tenantId,
      purpose: 'sign_up',
      address,
      userId,
      name,
      returnTo,
      organizationId: organization?.id ?? null,
      seconds,
    })
    const target = { kind: 'user', id: userId, name, email: address.email }
    return {
      result: emailTokenSecrets({ id: proofId }).token,
      events: [{ type: 'user.verification_ticket_made', target, details: { proofId, seconds } }],
    }
  })
}

/**
 * Returns the email token’s id: not secret.
 * @throws DomainError not_found; invalid if the address is verified; no_email_sender
 */
export async function requestVerification(
  access: TenantAccess<'update:users'>,
  {
    userId,
    clientId,
    organizationId,
  }: Pick<VerificationTicketInput, 'clientId' | 'organizationId'> & { userId: string },
): Promise<{ proofId: string; createdAt: Date }> {
  const { tenantId } = access
  await assertCanSendEmail(tenantId)
  return change(access, async (tx) => {
    const user = await lockTicketUser(tx, tenantId, { userId })
    const organization = await findTicketOrganization(tx, tenantId, { id: organizationId, userId })
    const returnTo = await continueUrlOf(tx, tenantId, { clientId, organization })
    assertUnverified(user)
    const { name, address } = user
    const mail = await verificationEmail(tx, { tenantId, userId, address, name, organization, returnTo })
    const { proofId } = mail
    const { createdAt } = await tx.emailProof.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: proofId } },
      select: { createdAt: true },
    })
    const target = { kind: 'user', id: userId, name, email: address.email }
    return {
      result: { proofId, createdAt },
      events: [{ type: 'user.verification_requested', target }],
      mails: [mail],
    }
  })
}
