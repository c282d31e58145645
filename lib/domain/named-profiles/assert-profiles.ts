import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { invalid } from '@/lib/errors'
import { connectionProfiles } from '../connection-profiles/profile-settings'
import { configurationOf } from '../my-organization/configuration'
import { userAttributeProfiles } from '../user-attribute-profiles/user-attribute-settings'
import { tableOf, wordsFor } from './named-profile'

/** Of an application’s configuration. @throws DomainError invalid if it names a profile that the tenant does not have */
export async function assertProfiles(tx: Tx, tenantId: string, configuration: unknown): Promise<void> {
  for (const kind of [connectionProfiles, userAttributeProfiles]) {
    const key = `${kind.noun}_id` as const
    const id = configurationOf(configuration)?.[key]
    if (id === undefined) continue
    const found = await tx.$queryRaw<unknown[]>(
      sql`SELECT FROM ${tableOf(kind)} WHERE tenant_id = ${tenantId} AND id = ${id}`,
    )
    if (found.length === 0)
      throw invalid(`my_organization_configuration.${key}`, `There is no such ${wordsFor(kind)}.`)
  }
}
