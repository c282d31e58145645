import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { providerIn, type Provider } from './find-provider'

/**
 * The provider behind a connection, for looking after it; null for one that needs none.
 * @throws DomainError not_found
 */
export function findConnectionProvider(
  access: TenantAccess<'read:connections'>,
  id: string,
): Promise<Provider | null> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const row = await tx.connection.findFirst({ where: { tenantId, id } })
    if (!row) throw notFound()
    return providerIn(row)
  })
}
