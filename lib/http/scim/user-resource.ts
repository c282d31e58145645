import { type DirectoryUser, userVersion } from '@/lib/domain/directories/user-queries'
import { directoryUserInput, type DirectoryUserInput } from '@/lib/domain/directories/user-attributes'
import {
  type Attribute,
  complex,
  enterprise,
  enterpriseSchema,
  flag,
  named,
  readAttributes,
  text,
} from './attribute-values'
import { metaOf, parseResource } from './resource'
import { patched, readOperations } from './scim-patch'
import { ScimError } from './scim-error'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

const ofList = ['display', 'type'].map(text)

function list(name: string): Attribute {
  return complex(name, [text('value'), ...ofList, flag('primary')], { isList: true, short: 'value' })
}

/** All that directories send of a user by default (RFC 7643, section 4.1). */
export const userAttributes: readonly Attribute[] = [
  ...['userName', 'externalId', 'displayName'].map(text),
  flag('active'),
  complex(
    'name',
    ['formatted', 'givenName', 'middleName', 'familyName', 'honorificPrefix', 'honorificSuffix'].map(text),
  ),
  ...['nickName', 'profileUrl', 'title', 'userType', 'preferredLanguage', 'locale', 'timezone'].map(text),
  list('emails'),
  list('phoneNumbers'),
  complex(
    'addresses',
    [
      ...['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'].map(text),
      flag('primary'),
    ],
    { isList: true },
  ),
]

/** RFC 7643, section 4.3. */
export const enterpriseAttributes: readonly Attribute[] = [
  ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map(text),
  complex('manager', ['value', '$ref', 'displayName'].map(text), { short: 'value', isWhole: true }),
]

const attributes = named([...userAttributes, complex(enterprise, enterpriseAttributes)])
const lists = userAttributes.filter(({ isList }) => isList)

/** What the directory said, not what the account says. */
export function userResource(user: DirectoryUser, base: string): object {
  const { id, userName, externalId, active, attributes: said, groups, createdAt, updatedAt } = user
  const { enterprise: extension, ...rest } = said
  return {
    schemas: [userSchema, ...(extension ? [enterpriseSchema] : [])],
    id,
    externalId: externalId ?? undefined,
    userName,
    ...rest,
    active,
    groups: groups.map((group) => ({
      value: group.id,
      display: group.displayName,
      $ref: `${base}/Groups/${group.id}`,
    })),
    [enterpriseSchema]: extension ?? undefined,
    meta: metaOf({ type: 'User', id, createdAt, updatedAt, version: userVersion(user) }, base),
  }
}

/** @throws ScimError 400 */
export function readUser(given: unknown): DirectoryUserInput {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  if (!isObject) throw new ScimError(400, 'The body is not a user.', 'invalidSyntax')
  return parseResource(directoryUserInput, readAttributes(given, attributes))
}

/** What the patch makes of a user. @throws ScimError 400, as the function that it returns */
export function readUserPatch(given: unknown): (user: DirectoryUser) => DirectoryUserInput {
  const operations = readOperations(given, attributes)
  return ({ userName, externalId, active, attributes: said }) => {
    const present = { userName, ...(externalId === null ? {} : { externalId }), active, ...said }
    return parseResource(directoryUserInput, patched(present, operations, lists))
  }
}
