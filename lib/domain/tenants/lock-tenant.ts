import type { Tx } from '@/lib/db/prisma'

/** Serializes changes of a tenant’s APIs, roles, template and settings that count or compare rows. */
export async function lockTenant(tx: Tx, tenantId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM tenants WHERE id = ${tenantId} FOR NO KEY UPDATE`
}
