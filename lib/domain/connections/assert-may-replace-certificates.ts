import { type OrganizationAccess, personOf } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { authorizedCaller } from '../reauthorize'
import { enteringPermissions } from './assert-trusted-provider'

/**
 * With a certificate of their own, the actor could sign in as any member who is linked: as with roles, not as one with more
 * permissions. @throws DomainError not_yours_to_give at `certificates`
 */
export async function assertMayReplaceCertificates(
  tx: Tx,
  access: OrganizationAccess,
  connectionId: string,
): Promise<void> {
  const { tenantId, organizationId } = access
  const [found] = await tx.$queryRaw<{ userId: string }[]>(sql`
    SELECT i.user_id AS "userId" FROM ${authorizedCaller(access)} c
    JOIN identities i ON i.tenant_id = ${tenantId} AND i.connection_id = ${connectionId}
      AND i.user_id IS DISTINCT FROM ${personOf(access)}
    LEFT JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = i.user_id
    WHERE NOT ${enteringPermissions(sql`i.user_id`, organizationId)} <@ c.grantable LIMIT 1`)
  if (!found) return
  const sentence =
    'A member who signs in with this provider may do more here than you, so you cannot change its certificates.'
  throw new DomainError('not_yours_to_give', sentence, { field: 'certificates' })
}
