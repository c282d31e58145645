import type { DirectoryGroup } from '@/lib/domain/directories/read-directory-group'
import { directoryGroupInput, type DirectoryGroupInput } from '@/lib/domain/directories/group-input'
import { canonical, partsOf, text } from './attribute-values'
import { patched, type Patchable } from './scim-patch'
import { ScimError } from './scim-error'
import { tagOf } from './scim-route'

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** RFC 7643, section 4.2. */
export function groupResource(group: DirectoryGroup, base: string, hasMembers: boolean): object {
  const { id, displayName, externalId, members, version, createdAt, updatedAt } = group
  const listed = members.map(({ id: value, userName }) => ({
    value,
    display: userName,
    $ref: `${base}/Users/${value}`,
  }))
  return {
    schemas: [groupSchema],
    id,
    externalId: externalId ?? undefined,
    displayName,
    ...(hasMembers ? { members: listed } : {}),
    meta: {
      resourceType: 'Group',
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      location: `${base}/Groups/${id}`,
      version: tagOf(String(version)),
    },
  }
}

/** @throws ScimError 400 */
export function readGroup(given: unknown): DirectoryGroupInput {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ScimError(400, 'The body is not a group.', 'invalidSyntax')
  return parseGroup(canonical(given, patchable.attributes))
}

/** @throws ScimError 400 */
export function patchGroup(group: DirectoryGroup, given: unknown): DirectoryGroupInput {
  const { displayName, externalId, members } = group
  const present = {
    displayName,
    ...(externalId === null ? {} : { externalId }),
    members: members.map(({ id }) => ({ value: id })),
  }
  return parseGroup(patched(present, given, patchable))
}

function parseGroup(given: object): DirectoryGroupInput {
  const { data, error } = directoryGroupInput.safeParse(given)
  if (data) return data
  const [issue] = error.issues
  throw new ScimError(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'Invalid'}`, 'invalidValue')
}

const patchable: Patchable = {
  attributes: {
    displayname: { name: 'displayName', parts: {} },
    externalid: { name: 'externalId', parts: {} },
    members: { name: 'members', parts: { value: 'value' } },
  },
  empty: { members: [] },
  clean: (name, value) => {
    if (name !== 'members') return text(value)
    return Array.isArray(value) ? value.map(memberIn) : [memberIn(value)]
  },
}

/** Without what clients repeat of the user, so that a member is found by its id. */
function memberIn(value: unknown): object {
  return partsOf(value, ['value'], text)
}
