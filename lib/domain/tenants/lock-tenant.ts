import type { Tx } from '@/lib/db/prisma'

/** Makes changes of a tenant’s APIs, roles, template and settings that count or compare come one after the other. */
export async function lockTenant(tx: Tx, tenantId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM tenants WHERE id = ${tenantId} FOR NO KEY UPDATE`
}
