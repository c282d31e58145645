import { createOrganization } from '@/lib/domain/organizations/create-organization'
import { makeHouse, type Person, type Place } from './house'

/** A house where Ann makes organizations, and whoever else may; as many as they like. */
export async function openOrganizationDesk() {
  const house = await makeHouse()
  const { tenantId: id } = house
  await house.arrange((tx) => tx.tenant.update({ where: { id }, data: { organizationsPerDay: null } }))
  return {
    house,
    ann: await house.person({ name: 'Ann Archer' }),
    made: async (person: Person, slug: string, displayName = 'Place'): Promise<Place> => {
      const access = await house.tenantAccess(person, 'create:organizations')
      const { id } = await createOrganization(access, { displayName, slug })
      return { id, slug, displayName }
    },
  }
}

const letters = 'abcdefghkmpqtuxyz'
let counter = 0

/** A slug that looks like none of the others. */
export function freshSlug(): string {
  counter += 1
  return `own-${letters.charAt(counter % 17)}${letters.charAt(Math.floor(counter / 17))}x`
}
