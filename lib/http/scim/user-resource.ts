import { type DirectoryUser, userVersion } from '@/lib/domain/directories/user-queries'
import { directoryUserInput, type DirectoryUserInput } from '@/lib/domain/directories/user-attributes'
import { canonical, partsOf, text } from './attribute-values'
import { metaOf, parseResource } from './resource'
import { assertShort, flag, patched, readOperations, type Patchable } from './scim-patch'
import { ScimError } from './scim-error'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

/** RFC 7643, section 4.1. What the directory said, not what the account says. */
export function userResource(user: DirectoryUser, base: string): object {
  const { id, userName, externalId, active, attributes, groups, createdAt, updatedAt } = user
  return {
    schemas: [userSchema],
    id,
    externalId: externalId ?? undefined,
    userName,
    ...attributes,
    active,
    groups: groups.map((group) => ({
      value: group.id,
      display: group.displayName,
      $ref: `${base}/Groups/${group.id}`,
    })),
    meta: metaOf({ type: 'User', id, createdAt, updatedAt, version: userVersion(user) }, base),
  }
}

/** @throws ScimError 400 */
export function readUser(given: unknown): DirectoryUserInput {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  if (!isObject) throw new ScimError(400, 'The body is not a user.', 'invalidSyntax')
  const { active, ...rest } = canonical(given, patchable.attributes)
  const flags = active === undefined ? {} : { active: flag(active) }
  return parseResource(directoryUserInput, { ...rest, ...flags })
}

/** What the patch makes of a user. @throws ScimError 400, as the function that it returns */
export function readUserPatch(given: unknown): (user: DirectoryUser) => DirectoryUserInput {
  const operations = readOperations(given, patchable)
  return ({ userName, externalId, active, attributes }) => {
    const present = { userName, ...(externalId === null ? {} : { externalId }), active, ...attributes }
    return parseResource(directoryUserInput, patched(present, operations, ['emails']))
  }
}

const patchable: Patchable = {
  attributes: {
    username: { name: 'userName', parts: {} },
    externalid: { name: 'externalId', parts: {} },
    active: { name: 'active', parts: {} },
    displayname: { name: 'displayName', parts: {} },
    name: {
      name: 'name',
      parts: { formatted: 'formatted', givenname: 'givenName', familyname: 'familyName' },
    },
    emails: { name: 'emails', parts: { value: 'value', type: 'type', primary: 'primary' } },
  },
  clean,
}

function clean(name: string, value: unknown): unknown {
  if (name === 'active' || name === 'emails.primary') return flag(value)
  if (name === 'emails') {
    assertShort(value)
    return Array.isArray(value) ? value.map(cleanEmail) : cleanEmail(value)
  }
  if (name !== 'name') return text(value)
  return partsOf(value, ['formatted', 'givenName', 'familyName'], text)
}

function cleanEmail(value: unknown): object {
  if (typeof value === 'string') return { value }
  const { primary, ...rest } = partsOf(value, ['value', 'type', 'primary'], (inner) => inner)
  const texts = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, text(inner)]))
  return primary === undefined ? texts : { ...texts, primary: flag(primary) }
}
