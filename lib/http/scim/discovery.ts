import { groupSchema } from './group-resource'
import { userSchema } from './user-resource'
import { listResponse } from './scim-query'
import { scimRoute, type ScimRequest } from './scim-route'
import { ScimError } from './scim-error'

const core = 'urn:ietf:params:scim:schemas:core:2.0'

/** RFC 7643, section 5. */
export const getServiceProviderConfig = scimRoute('ServiceProviderConfig', async ({ base }) => ({
  body: {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 100 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token of the directory, in the Authorization header (RFC 6750).',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  },
}))

export const listResourceTypes = scimRoute('ResourceTypes', async ({ base }) =>
  listed(resourceTypes.map((type) => resourceType(type, base))),
)

export const getResourceType = scimRoute('ResourceTypes', async ({ base, id }) => {
  const type = resourceTypes.find(({ name }) => name === id)
  if (!type) throw new ScimError(404, 'Not found.')
  return { body: resourceType(type, base) }
})

export const listSchemas = scimRoute('Schemas', async ({ base }) =>
  listed(schemas.map((schema) => schemaResource(schema, base))),
)

export const getSchema = scimRoute('Schemas', async ({ base, id }: ScimRequest) => {
  const schema = schemas.find((one) => one.id === id)
  if (!schema) throw new ScimError(404, 'Not found.')
  return { body: schemaResource(schema, base) }
})

function listed(resources: readonly object[]): { body: object } {
  return { body: listResponse(resources, { startIndex: 1, total: resources.length }) }
}

interface ResourceType {
  name: string
  endpoint: string
  schema: string
}

const resourceTypes: readonly ResourceType[] = [
  { name: 'User', endpoint: '/Users', schema: userSchema },
  { name: 'Group', endpoint: '/Groups', schema: groupSchema },
]

function resourceType({ name, endpoint, schema }: ResourceType, base: string): object {
  return {
    schemas: [`${core}:ResourceType`],
    id: name,
    name,
    endpoint,
    schema,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }
}

type Attribute = Record<string, unknown>

interface Schema {
  id: string
  name: string
  attributes: readonly Attribute[]
}

function attribute(name: string, of: Attribute = {}): Attribute {
  const usual = {
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
  }
  return { name, ...usual, returned: 'default', uniqueness: 'none', ...of }
}

const schemas: readonly Schema[] = [
  {
    id: userSchema,
    name: 'User',
    attributes: [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('externalId', { caseExact: true }),
      attribute('displayName'),
      attribute('active', { type: 'boolean' }),
      attribute('name', {
        type: 'complex',
        subAttributes: ['formatted', 'givenName', 'familyName'].map((name) => attribute(name)),
      }),
      attribute('emails', {
        type: 'complex',
        multiValued: true,
        subAttributes: [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })],
      }),
      attribute('groups', {
        type: 'complex',
        multiValued: true,
        mutability: 'readOnly',
        subAttributes: [attribute('value'), attribute('display')],
      }),
    ],
  },
  {
    id: groupSchema,
    name: 'Group',
    attributes: [
      attribute('displayName', { required: true, uniqueness: 'server' }),
      attribute('externalId', { caseExact: true }),
      attribute('members', {
        type: 'complex',
        multiValued: true,
        subAttributes: [attribute('value'), attribute('display', { mutability: 'readOnly' })],
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
