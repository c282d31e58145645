import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/** @throws DomainError not_found at `resource_server_identifier` */
export async function findApiNamed(
  tx: Tx,
  tenantId: string,
  identifier: string,
): Promise<{ id: string; name: string }> {
  const api = await tx.api.findFirst({ where: { tenantId, identifier }, select: { id: true, name: true } })
  if (api) return api
  throw new DomainError('not_found', 'The resource server does not exist', {
    field: 'resource_server_identifier',
  })
}
