import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { isOfOneCompany } from '../connections/read-connection'

/**
 * Within 15 minutes. A sign-in with the provider of one company does not count, unless that is a default connection.
 * @throws DomainError sign_in_again
 */
export async function assertRecentSignIn(tx: Tx, { tenantId, sessionId }: SelfAccess): Promise<void> {
  const [recent] = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT s.id FROM sessions s
    JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = s.connection_id
      AND (NOT ${isOfOneCompany} OR c.is_default) AND c.organization_id IS NULL
    WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId} AND s.auth_time > now() - interval '15 minutes'`)
  if (!recent) throw new DomainError('sign_in_again', 'Sign in again to continue.')
}
