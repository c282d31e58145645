import type { DirectoryGroup } from '@/lib/domain/directories/group-queries'
import {
  directoryGroupInput,
  type DirectoryGroupInput,
} from '@/lib/domain/directories/create-directory-group'
import { complex, named, readAttributes, text, textIn } from './attribute-values'
import { metaOf, parseResource } from './resource'
import { readOperations, unsupported, type Operation } from './scim-patch'
import { ScimError } from './scim-error'

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** Of members, clients repeat more than the id. */
const member = ['value', 'display', '$ref', 'type'].map(text)

const attributes = named([
  ...['displayName', 'externalId'].map(text),
  complex('members', member, { isList: true, most: 10_000 }),
])

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
    meta: metaOf({ type: 'Group', id, createdAt, updatedAt, version: String(version) }, base),
  }
}

/** @throws ScimError 400 */
export function readGroup(given: unknown): DirectoryGroupInput {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ScimError(400, 'The body is not a group.', 'invalidSyntax')
  return parseResource(directoryGroupInput, readAttributes(given, attributes))
}

/**
 * What the patch makes of a group. A group can have thousands of members, and a patch as many operations on them, so
 * that they are applied to a set. @throws ScimError 400, as the function that it returns
 */
export function readGroupPatch(given: unknown): (group: DirectoryGroup) => DirectoryGroupInput {
  const operations = readOperations(given, attributes).map(supported)
  return ({ displayName, externalId, members }) => {
    const simple: Record<string, unknown> = { displayName, externalId }
    const ids = new Set(members.map(({ id }) => id))
    for (const { op, name, selected, value } of operations) {
      if (name !== 'members') simple[name] = op === 'remove' ? undefined : value
      else if (selected !== null) ids.delete(JSON.parse(selected) as string)
      else changeMembers(ids, op, value as string[] | undefined)
    }
    const listed = [...ids].map((id) => ({ value: id }))
    return parseResource(directoryGroupInput, { ...simple, members: listed })
  }
}

/** With the ids of members. @throws ScimError 400 */
function supported(operation: Operation): Operation {
  const { op, name, selected, value } = operation
  if (name.startsWith('members.') || (selected !== null && op !== 'remove')) throw unsupported()
  return name === 'members' && value !== undefined
    ? { ...operation, value: [value].flat().map(idIn) }
    : operation
}

/** Without values, `remove` removes all. */
function changeMembers(ids: Set<string>, op: Operation['op'], values: readonly string[] | undefined): void {
  if (op === 'replace' || values === undefined) ids.clear()
  for (const value of values ?? []) {
    if (op === 'remove') ids.delete(value)
    else ids.add(value)
  }
}

/** @throws ScimError 400 */
function idIn(member: unknown): string {
  return textIn((member as { value?: unknown }).value)
}
