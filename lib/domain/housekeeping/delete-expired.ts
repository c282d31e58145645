import type { Tx } from '@/lib/db/prisma'

const batch = 1000

/**
 * Removes some of what is of no use to anybody after 30 days, proofs, sessions and settled mails, and slugs that are
 * held no longer.
 * @returns how many rows; 0 when there are none left
 */
export async function deleteExpired(tx: Tx, tenantId: string): Promise<number> {
  const proofs = await tx.$executeRaw`
    DELETE FROM email_proofs WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM email_proofs
      WHERE tenant_id = ${tenantId} AND created_at < now() - interval '30 days' LIMIT ${batch})`
  const sessions = await tx.$executeRaw`
    DELETE FROM sessions WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM sessions
      WHERE tenant_id = ${tenantId} AND least(ended_at, expires_at) < now() - interval '30 days' LIMIT ${batch})`
  const mails = await tx.$executeRaw`
    DELETE FROM mails WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM mails
      WHERE tenant_id = ${tenantId} AND state <> 'queued' AND created_at < now() - interval '30 days' LIMIT ${batch})`
  const slugs = await tx.$executeRaw`
    DELETE FROM organization_slugs WHERE tenant_id = ${tenantId} AND slug IN (
      SELECT slug FROM organization_slugs
      WHERE tenant_id = ${tenantId} AND held_until < now() LIMIT ${batch})`
  return proofs + sessions + mails + slugs
}
