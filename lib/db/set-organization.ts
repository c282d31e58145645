import type { Tx } from './prisma'

/** For a change at tenant level that goes on in the organization it has created. */
export async function setOrganization(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */ SELECT set_config('app.organization_id', ${organizationId}, true)`
}
