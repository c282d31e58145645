import { groupSchema } from './group-resource'
import { type Attribute, enterpriseSchema } from './attribute-values'
import { enterpriseAttributes, userAttributes, userSchema } from './user-resource'
import { largestPage, listResponse, readQuery } from './scim-query'
import { scimRoute, type ScimRequest } from './scim-route'
import { ScimError } from './scim-error'

const core = 'urn:ietf:params:scim:schemas:core:2.0'

/** RFC 7643, section 5. */
export const getServiceProviderConfig = scimRoute('ServiceProviderConfig', async ({ base }) => ({
  body: {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: largestPage },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token of the directory, in the Authorization header.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
      {
        type: 'oauth2',
        name: 'OAuth client credentials',
        description:
          'The client ID is that of the connection, the client secret a token of the directory. The token endpoint is /token, below the base URL.',
        specUri: 'https://www.rfc-editor.org/info/rfc6749',
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  },
}))

export const listResourceTypes = scimRoute('ResourceTypes', async ({ request, base }) => {
  assertUnfiltered(request)
  return listed(resourceTypes.map((type) => resourceType(type, base)))
})

export const getResourceType = scimRoute('ResourceTypes', async ({ base, id }) => {
  const type = resourceTypes.find(({ name }) => name === id)
  if (!type) throw new ScimError(404, 'Not found.')
  return { body: resourceType(type, base) }
})

export const listSchemas = scimRoute('Schemas', async ({ request, base }) => {
  assertUnfiltered(request)
  return listed(schemas.map((schema) => schemaResource(schema, base)))
})

export const getSchema = scimRoute('Schemas', async ({ base, id }: ScimRequest) => {
  const schema = schemas.find((one) => one.id === id)
  if (!schema) throw new ScimError(404, 'Not found.')
  return { body: schemaResource(schema, base) }
})

/** RFC 7644, sections 3.7 and 3.11: what is not supported is a 501. */
export const answerBulk = scimRoute('Bulk', async () => {
  throw new ScimError(501, 'Bulk requests are not supported, as ServiceProviderConfig says.')
})

export const answerMe = scimRoute('Me', async () => {
  throw new ScimError(501, 'There is no /Me: a directory is no user.')
})

/** RFC 7644, section 4: an answer without the filter would say something else. @throws ScimError 403 */
function assertUnfiltered(request: Request): void {
  if (readQuery(request).filter !== undefined) throw new ScimError(403, 'These are not filtered.')
}

function listed(resources: readonly object[]): { body: object } {
  return { body: listResponse(resources, { startIndex: 1, total: resources.length }) }
}

interface ResourceType {
  name: string
  endpoint: string
  schema: string
  extensions?: readonly string[]
}

const resourceTypes: readonly ResourceType[] = [
  { name: 'User', endpoint: '/Users', schema: userSchema, extensions: [enterpriseSchema] },
  { name: 'Group', endpoint: '/Groups', schema: groupSchema },
]

function resourceType({ name, endpoint, schema, extensions = [] }: ResourceType, base: string): object {
  return {
    schemas: [`${core}:ResourceType`],
    id: name,
    name,
    endpoint,
    schema,
    schemaExtensions: extensions.map((extension) => ({ schema: extension, required: false })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }
}

type Described = Record<string, unknown>

interface Schema {
  id: string
  name: string
  attributes: readonly Described[]
}

function attribute(name: string, of: Described = {}): Described {
  const usual = {
    type: 'string',
    multiValued: false,
    required: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
  }
  const { type } = { ...usual, ...of }
  return { name, ...usual, ...(type === 'string' ? { caseExact: false } : {}), ...of }
}

/** The path of the resource that a value names. */
function reference(type: string): Described {
  const of = { type: 'reference', referenceTypes: [type], caseExact: true, mutability: 'readOnly' }
  return attribute('$ref', of)
}

const special: Readonly<Record<string, Described>> = {
  userName: { required: true, uniqueness: 'server' },
  externalId: { caseExact: true },
  profileUrl: { type: 'reference', referenceTypes: ['external'], caseExact: false },
  'emails.value': { required: true },
  'phoneNumbers.value': { required: true },
  'manager.$ref': { type: 'reference', referenceTypes: ['User'], caseExact: true },
}

const types = { text: 'string', flag: 'boolean', complex: 'complex' }

/** `path`: of the attribute that it is a part of, with a point. */
function described({ name, type, isList, parts }: Attribute, path = ''): Described {
  const within = Object.values(parts).map((part) => described(part, `${path}${name}.`))
  return attribute(name, {
    type: types[type],
    multiValued: isList,
    ...(within.length > 0 ? { subAttributes: within } : {}),
    ...special[`${path}${name}`],
  })
}

const id = { caseExact: true }
const readOnly = { mutability: 'readOnly' }

const schemas: readonly Schema[] = [
  {
    id: userSchema,
    name: 'User',
    attributes: [
      ...userAttributes.map((one) => described(one)),
      attribute('groups', {
        type: 'complex',
        multiValued: true,
        ...readOnly,
        subAttributes: [
          attribute('value', { ...id, ...readOnly }),
          attribute('display', readOnly),
          reference('Group'),
        ],
      }),
    ],
  },
  {
    id: enterpriseSchema,
    name: 'EnterpriseUser',
    attributes: enterpriseAttributes.map((one) => described(one)),
  },
  {
    id: groupSchema,
    name: 'Group',
    attributes: [
      attribute('displayName', { required: true, uniqueness: 'server' }),
      attribute('externalId', id),
      attribute('members', {
        type: 'complex',
        multiValued: true,
        subAttributes: [
          attribute('value', { ...id, required: true, mutability: 'immutable' }),
          attribute('display', readOnly),
          reference('User'),
        ],
      }),
    ],
  },
]

function schemaResource({ id, name, attributes }: Schema, base: string): object {
  return {
    schemas: [`${core}:Schema`],
    id,
    name,
    attributes,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  }
}
