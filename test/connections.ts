import { newId } from '@/lib/ids'
import type { House, Place } from './house'

/** A provider of the tenant’s that is on nowhere yet. */
export function provider(
  house: House,
  given: {
    strategy?: string
    displayName?: string
    options?: Record<string, boolean | string | string[]>
  } = {},
): Promise<string> {
  const { strategy = 'google-oauth2', displayName = 'Google', options = {} } = given
  const id = newId('connection')
  return house.arrange(async (tx) => {
    await tx.connection.create({ data: { id, name: id.slice(4), strategy, displayName, options } })
    return id
  })
}

/** What is on in an organization, by id. */
export async function onAt(house: House, place: Place): Promise<string[]> {
  const rows = await house.look((tx) =>
    tx.enabledConnection.findMany({ where: { tenantId: house.tenantId, organizationId: place.id } }),
  )
  return rows.map(({ connectionId }) => connectionId)
}
