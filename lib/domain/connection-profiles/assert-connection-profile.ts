import type { Tx } from '@/lib/db/prisma'
import { invalid } from '@/lib/errors'
import { configurationOf } from '../my-organization/configuration'

/** Of an application’s configuration. @throws DomainError invalid if it names a profile that the tenant does not have */
export async function assertConnectionProfile(
  tx: Tx,
  tenantId: string,
  configuration: unknown,
): Promise<void> {
  const id = configurationOf(configuration)?.connection_profile_id
  if (id === undefined) return
  const found = await tx.connectionProfile.count({ where: { tenantId, id } })
  if (found === 0)
    throw invalid(
      'my_organization_configuration.connection_profile_id',
      'There is no such connection profile.',
    )
}
