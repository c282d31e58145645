import type { Tx } from '@/lib/db/prisma'

/** Tells those who are editing a role that it is no longer what they saw. */
export async function touchRole(tx: Tx, tenantId: string, roleId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE roles SET updated_at = clock_timestamp() WHERE tenant_id = ${tenantId} AND id = ${roleId}`
}
