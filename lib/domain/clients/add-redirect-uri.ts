import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { parseFields } from '../fields'
import { clientFields } from './client-fields'
import { lockClient } from './read-client'

/** @throws DomainError not_found; invalid at `callbacks` */
export function addRedirectUri(
  access: TenantAccess<'update:clients'>,
  { id, uri }: { id: string; uri: string },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { name, appType, redirectUris: before } = await lockClient(tx, tenantId, id)
    const { redirectUris } = parseFields(clientFields, { redirectUris: [...before, uri] }, appType)
    if (redirectUris.length === before.length) return unchanged(undefined)
    await tx.client.update({ where: { tenantId_id: { tenantId, id } }, data: { redirectUris } })
    const details = { before: { redirectUris: before }, after: { redirectUris } }
    const target = { kind: 'client', id, name }
    return { result: undefined, events: [{ type: 'client.changed', target, details }] }
  })
}
