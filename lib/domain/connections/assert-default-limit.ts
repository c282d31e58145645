import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { maxConnections } from './add-organization-connection'

/** Before another becomes one: the tenant’s sign-in page shows all, and an organization starts with them. @throws DomainError conflict */
export async function assertDefaultLimit(tx: Tx, tenantId: string): Promise<void> {
  await lockTenant(tx, tenantId)
  if ((await tx.connection.count({ where: { tenantId, isDefault: true } })) < maxConnections) return
  const sentence = `The tenant’s sign-in page can show at most ${maxConnections} ways to sign in.`
  throw new DomainError('conflict', sentence, { field: 'show_as_button' })
}
