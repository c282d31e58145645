import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { lockClient } from './read-client'

/** Of a previous secret, before its time; the current one ends by rotation. @throws DomainError not_found */
export function revokeClientSecret(
  access: TenantAccess<'update:client_keys'>,
  { clientId, secretId }: { clientId: string; secretId: string },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { name } = await lockClient(tx, tenantId, clientId)
    const { count } = await tx.clientSecret.deleteMany({
      where: { tenantId, clientId, id: secretId, expiresAt: { not: null } },
    })
    if (count === 0) throw notFound()
    const target = { kind: 'client', id: clientId, name }
    return { result: undefined, events: [{ type: 'client.secret_revoked', target }] }
  })
}
