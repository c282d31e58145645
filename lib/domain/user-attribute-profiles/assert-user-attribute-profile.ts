import type { Tx } from '@/lib/db/prisma'
import { invalid } from '@/lib/errors'
import { configurationOf } from '../my-organization/configuration'

/** Of an application’s configuration. @throws DomainError invalid if it names a profile that the tenant does not have */
export async function assertUserAttributeProfile(
  tx: Tx,
  tenantId: string,
  configuration: unknown,
): Promise<void> {
  const id = configurationOf(configuration)?.user_attribute_profile_id
  if (id === undefined) return
  const found = await tx.userAttributeProfile.count({ where: { tenantId, id } })
  if (found === 0)
    throw invalid(
      'my_organization_configuration.user_attribute_profile_id',
      'There is no such user attribute profile.',
    )
}
