import {
  createDirectoryGroup,
  type DirectoryGroupInput,
} from '@/lib/domain/directories/create-directory-group'
import { deleteDirectoryGroup } from '@/lib/domain/directories/delete-directory-group'
import {
  type DirectoryGroup,
  filterableGroups,
  getDirectoryGroup,
  listDirectoryGroups,
} from '@/lib/domain/directories/group-queries'
import { updateDirectoryGroup } from '@/lib/domain/directories/update-directory-group'
import { groupResource, readGroup, readGroupPatch } from './group-resource'
import { readFilter } from './scim-filter'
import { replacing } from './resource'
import { listResponse, readBody, readQuery, type ScimQuery } from './scim-query'
import { scimRoute, type ScimAnswer, type ScimRequest } from './scim-route'

export const listGroups = scimRoute('Groups', async ({ request, access, base }) => {
  const { filter, startIndex, count, includes, shown } = readQuery(request)
  const hasMembers = includes('members')
  const query = { filter: readFilter(filter, filterableGroups), startIndex, count, hasMembers }
  const { groups, total } = await listDirectoryGroups(access, query)
  const resources = groups.map((group) => shown(groupResource(group, base, hasMembers)))
  return { body: listResponse(resources, { startIndex, total }) }
})

export const createGroup = scimRoute('Groups', async ({ request, access, base }) => {
  const query = readQuery(request)
  const group = await createDirectoryGroup(access, readGroup(await readBody(request)))
  return { ...answer(group, base, query), status: 201, location: `${base}/Groups/${group.id}`, id: group.id }
})

export const getGroup = scimRoute('Groups', async ({ request, access, base, id }) => {
  const query = readQuery(request)
  const hasMembers = query.includes('members')
  return answer(await getDirectoryGroup(access, { id, hasMembers }), base, query)
})

export const replaceGroup = scimRoute('Groups', (scim) => edit(scim, replacing(readGroup)))

export const updateGroup = scimRoute('Groups', (scim) => edit(scim, readGroupPatch))

export const deleteGroup = scimRoute('Groups', async ({ access, id, expected }) => {
  await deleteDirectoryGroup(access, { id, expected })
  return { status: 204 }
})

async function edit(
  { request, access, base, id, expected }: ScimRequest,
  readEdit: (given: unknown) => (group: DirectoryGroup) => DirectoryGroupInput,
): Promise<ScimAnswer> {
  const query = readQuery(request)
  const edited = readEdit(await readBody(request))
  const group = await updateDirectoryGroup(access, { id, expected, edit: edited })
  return answer(group, base, query)
}

function answer(group: DirectoryGroup, base: string, { includes, shown }: ScimQuery): ScimAnswer {
  const body = shown(groupResource(group, base, includes('members')))
  return { body, version: String(group.version) }
}
