import { filterableUsers } from '@/lib/domain/directories/filterable-users'
import {
  type DirectoryUser,
  getDirectoryUser,
  listDirectoryUsers,
  userVersion,
} from '@/lib/domain/directories/user-queries'
import { provisionUser } from '@/lib/domain/directories/provision-user'
import { removeDirectoryUser } from '@/lib/domain/directories/remove-directory-user'
import type { DirectoryUserInput } from '@/lib/domain/directories/user-attributes'
import { updateDirectoryUser } from '@/lib/domain/directories/update-directory-user'
import { readFilter } from './scim-filter'
import { replacing } from './resource'
import { listResponse, readBody, readQuery, type ScimQuery } from './scim-query'
import { scimRoute, type ScimAnswer, type ScimRequest } from './scim-route'
import { readUser, readUserPatch, userResource } from './user-resource'

export const listUsers = scimRoute('Users', async ({ request, access, base }) => {
  const { filter, startIndex, count, shown } = readQuery(request)
  const { users, total } = await listDirectoryUsers(access, {
    filter: readFilter(filter, filterableUsers),
    startIndex,
    count,
  })
  const resources = users.map((user) => shown(userResource(user, base)))
  return { body: listResponse(resources, { startIndex, total }) }
})

export const createUser = scimRoute('Users', async ({ request, access, base }) => {
  const { shown } = readQuery(request)
  const user = await provisionUser(access, readUser(await readBody(request)))
  return { ...answer(user, base, shown), status: 201, location: `${base}/Users/${user.id}`, id: user.id }
})

export const getUser = scimRoute('Users', async ({ request, access, base, id }) => {
  const { shown } = readQuery(request)
  return answer(await getDirectoryUser(access, id), base, shown)
})

export const replaceUser = scimRoute('Users', (scim) => edit(scim, replacing(readUser)))

export const updateUser = scimRoute('Users', (scim) => edit(scim, readUserPatch))

export const deleteUser = scimRoute('Users', async ({ access, id, expected }) => {
  await removeDirectoryUser(access, { id, expected })
  return { status: 204 }
})

async function edit(
  { request, access, base, id, expected }: ScimRequest,
  readEdit: (given: unknown) => (user: DirectoryUser) => DirectoryUserInput,
): Promise<ScimAnswer> {
  const { shown } = readQuery(request)
  const edited = readEdit(await readBody(request))
  const user = await updateDirectoryUser(access, { id, expected, edit: edited })
  return answer(user, base, shown)
}

function answer(user: DirectoryUser, base: string, shown: ScimQuery['shown']): ScimAnswer {
  return { body: shown(userResource(user, base)), version: userVersion(user) }
}
