import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { assertConfirmed } from '../text/parse-input'
import { lockApi } from './read-api'
import { type RemovedPermissions, removePermissions } from './permission-changes'

/**
 * Also unsets it as the tenant’s default API.
 * @param options.confirmation the name as typed by the user; the Management API’s callers confirm by the id alone
 * @throws DomainError not_found; invalid for the Management API, and at `confirmation`
 */
export function deleteApi(
  access: TenantAccess<'delete:resource_servers'>,
  idOrIdentifier: string,
  { confirmation }: { confirmation?: string } = {},
): Promise<{ name: string; lost: RemovedPermissions }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const api = await lockApi(tx, tenantId, idOrIdentifier)
    const { id, identifier, name } = api
    if (api.isPortal) throw new DomainError('invalid', 'The Management API cannot be deleted.')
    assertConfirmed(name, confirmation)
    const grants = await tx.clientGrant.count({ where: { tenantId, apiId: id } })
    const names = api.permissions.map(({ name }) => name)
    const lost = { ...(await removePermissions(tx, tenantId, { apiId: id, names })), grants }
    const { count } = await tx.tenant.updateMany({
      where: { id: tenantId, defaultAudience: identifier },
      data: { defaultAudience: null },
    })
    await tx.api.delete({ where: { tenantId_id: { tenantId, id } } })
    return {
      result: { name, lost },
      events: [
        {
          type: 'api.deleted',
          target: { kind: 'api', id, name },
          details: {
            before: { identifier, name, permissions: names },
            ...lost,
            ...(count > 0 ? { wasDefault: true } : {}),
          },
        },
      ],
    }
  })
}
