import type { Tx } from './prisma'

/** From here on, a transaction of the system sees what the organization’s own access sees, and no more. */
export async function seeAsOrganization(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */
    SELECT set_config('app.kind', 'organization', true), set_config('app.organization_id', ${organizationId}, true)`
}
