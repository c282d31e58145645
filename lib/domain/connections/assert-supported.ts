import type { AnyTenantAccess, Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { readConnection } from './read-connection'

type Editor = Extract<Permission, 'create:connections' | 'update:connections'>

/** Every connection serves every application. @throws DomainError not_found; invalid at `client_id` */
export function assertSupported(
  access: AnyTenantAccess<Editor>,
  clientIds: readonly string[],
  of?: { connectionId: string },
): Promise<void> {
  const { tenantId } = access
  const ids = [...new Set(clientIds)]
  return read(access, async (tx) => {
    if (of) await readConnection(tx, tenantId, of.connectionId)
    const found = await tx.client.findMany({ where: { tenantId, id: { in: ids } }, select: { id: true } })
    const unknown = ids.find((id) => !found.some((client) => client.id === id))
    if (unknown === undefined) return
    const sentence = `There is no application ${unknown.slice(0, 64)}.`
    throw invalid('client_id', sentence)
  })
}
