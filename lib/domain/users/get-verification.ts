import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { AnyTenantAccess } from '../any-tenant-access'

export interface Verification {
  proofId: string
  createdAt: Date
  state: 'queued' | 'sent' | 'failed' | 'unknown'
}

/**
 * The state of the email that asked a user to verify their address.
 * @throws DomainError not_found, also for the email of a sign-up, and for one that was deleted since
 */
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
