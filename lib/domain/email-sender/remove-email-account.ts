import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { readEmailSender } from './email-sender'
import { saveSenderRow, secretColumns, senderChanged } from './update-email-sender'

/**
 * Removes the tenant’s own API key with its address and signing secret: the environment’s account sends again.
 * @throws DomainError conflict if there is none
 */
export function removeEmailAccount(access: TenantAccess<'delete:email_provider'>): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readEmailSender(tx, tenantId)
    if (present.apiKey === null) throw new DomainError('conflict', 'There is no API key to remove.')
    const after = { fromAddress: null }
    await saveSenderRow(tx, tenantId, {
      ...after,
      ...secretColumns('apiKey', null),
      ...secretColumns('webhookSecret', null),
    })
    const before = { fromAddress: present.fromAddress }
    const secrets = { apiKey: null, webhookSecret: null }
    return { result: undefined, events: [senderChanged({ tenantId, present, before, after, secrets })] }
  })
}
