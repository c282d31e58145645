import type { Permission } from '@/lib/access'
import { newId } from '@/lib/ids'
import { startApi } from './api'
import { sendInVain, type Request } from './refusing'
import { everythingIn } from './tenant-level'

/** The Management API’s tenant roles, for a machine with these scopes, and an organization with a role of its own. */
export async function openRoleApiDesk(scopes: readonly Permission[]) {
  const api = await startApi()
  const operator = await api.machine(scopes)
  const place = await api.house.organization()
  const own = newId('role')
  await api.house.arrange((tx) =>
    tx.role.create({ data: { id: own, name: 'Own', organizationId: place.id } }),
  )
  let made = 0
  return {
    ...{ api, operator, place, own },
    create: async (body: object = {}): Promise<string> => {
      const { json } = await operator.send('POST', 'roles', { name: `Role ${++made}`, ...body })
      return String(json['id'])
    },
    refused: (...request: Request) => sendInVain(operator, request, () => everythingIn(api.house)),
  }
}

export const inexistentRole = {
  ...{ statusCode: 404, message: 'The role does not exist.', errorCode: 'inexistent_role' },
}
