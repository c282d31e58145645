import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { assertConfirmed } from '../text/parse-input'
import { lockClient } from './read-client'

/**
 * Also deletes its grants, codes and tokens. @throws DomainError not_found; invalid at `confirmation`
 * @param options.confirmation the name as typed by the user; the API confirms by the id alone
 */
export function deleteClient(
  access: TenantAccess<'delete:clients'>,
  id: string,
  { confirmation }: { confirmation?: string } = {},
): Promise<{ name: string; lost: { grants: number; authorizations: number } }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { name, appType } = await lockClient(tx, tenantId, id)
    assertConfirmed(name, confirmation)
    const of = { tenantId, clientId: id }
    const lost = {
      grants: await tx.clientGrant.count({ where: of }),
      authorizations: await tx.authorization.count({ where: { ...of, revokedAt: null } }),
    }
    await tx.client.delete({ where: { tenantId_id: { tenantId, id } } })
    const target = { kind: 'client', id, name }
    const details = { before: { name, appType }, ...lost }
    return { result: { name, lost }, events: [{ type: 'client.deleted', target, details }] }
  })
}
