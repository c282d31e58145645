import type { Tx } from '@/lib/db/prisma'
import type { Profile } from './federated-profile'

/**
 * Whether the provider’s word proves the address: a provider of many only for addresses of its own, an enterprise’s
 * only for domains that DNS has proven for an organization which has this connection switched on.
 */
export async function isEmailTrusted(
  tx: Tx,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  { address, emailVerified, isOwnAddress }: Profile,
): Promise<boolean> {
  if (address === null || emailVerified === false) return false
  const { strategy } = await tx.connection.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: connectionId } },
    select: { strategy: true },
  })
  if (strategy !== 'oidc') return isOwnAddress
  const domain = address.folded.slice(address.folded.lastIndexOf('@') + 1)
  const [proven] = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM discovery_domains d
    JOIN enabled_connections e ON e.tenant_id = ${tenantId} AND e.organization_id = d.organization_id
      AND e.connection_id = ${connectionId}
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = d.organization_id AND o.deleted_at IS NULL
    WHERE d.tenant_id = ${tenantId} AND d.domain = ${domain} AND d.verified_at IS NOT NULL LIMIT 1`
  return proven !== undefined
}
