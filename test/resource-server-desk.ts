import { createApi, type NewApi } from '@/lib/domain/apis/create-api'
import { makeHouse } from './house'
import { operatorOf, portalOf } from './tenant-level'

export const documents = [
  { name: 'read:documents', description: 'Read documents' },
  { name: 'write:documents', description: 'Write documents' },
]

/** A house where an operator keeps APIs, each new one with the permissions of documents unless told otherwise. */
export async function openResourceServerDesk() {
  const house = await makeHouse()
  const operator = await operatorOf(house)
  let made = 0
  return {
    house,
    operator,
    portal: await portalOf(house),
    create: async (input: Partial<NewApi> = {}) => {
      const identifier = `https://api-${++made}.house.test`
      const access = await house.tenantAccess(operator, 'create:resource_servers')
      return createApi(access, { identifier, name: 'Documents', permissions: documents, ...input })
    },
    reading: () => house.tenantAccess(operator, 'read:resource_servers'),
    changing: () => house.tenantAccess(operator, 'update:resource_servers'),
  }
}
