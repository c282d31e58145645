import type { Tx } from '@/lib/db/prisma'

const batch = 1000
/** Each takes its codes and tokens along. */
const authorizationBatch = 200

/**
 * Removes some codes and tokens that are over, and sign-ins to applications a day after they ended. What was used up
 * stays until it is over, since its second use must be noticed.
 * @returns how many rows; 0 when there are none left
 */
export async function deleteExpiredTokens(tx: Tx, tenantId: string): Promise<number> {
  const artifacts = await tx.$executeRaw`
    DELETE FROM token_artifacts WHERE tenant_id = ${tenantId} AND (kind, id_hash) IN (
      SELECT kind, id_hash FROM token_artifacts
      WHERE tenant_id = ${tenantId} AND expires_at < now() LIMIT ${batch})`
  const authorizations = await tx.$executeRaw`
    DELETE FROM authorizations WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM authorizations
      WHERE tenant_id = ${tenantId} AND least(revoked_at, expires_at) < now() - interval '1 day'
      LIMIT ${authorizationBatch})`
  return artifacts + authorizations
}
