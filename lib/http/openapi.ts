import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { managementPermissions } from '@/lib/access'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { takesFields, type Handler, type Operation } from './operation'
import { PublishedSchemas, type Json } from './published-schemas'
import { refusalExample } from './refusal-example'
import { fieldsQuery } from './auth0/fields'

export interface Placed {
  method: string
  /** With Auth0’s parameters: `/organizations/{id}`. */
  path: string
  handler: Handler
  operation: Operation
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export function placed(path: string, route: Partial<Record<(typeof methods)[number], Handler>>): Placed[] {
  return methods.flatMap((method) => {
    const handler = route[method]
    return handler ? [{ method, path, handler, operation: handler.operation }] : []
  })
}

const introduction = `The Management API speaks Auth0’s words, so that Auth0’s own SDKs and tools work against it. A machine asks
\`POST /oauth/token\` for a token with this API as its audience; an application gets one for a person in the same way as
for any other API. A token that carries an \`org_id\` works on that organization alone: everything else is a 404.

Every answer carries \`x-request-id\`, which the audit log keeps, and what is left of the limits in \`x-ratelimit-*\`.
A POST with an \`Idempotency-Key\` is done once in 24 hours. A change with \`If-Match\` is done only if nothing has changed
since the \`ETag\` was read.`

/** From the schemas that validate requests. */
export function openapi(tenant: Tenant, operations: readonly Placed[]): Json {
  const schemas = new PublishedSchemas({ Problem: problem })
  const paths = pathsOf(operations, schemas)
  return {
    openapi: '3.1.1',
    info: { title: 'Foyer Management API', version: '2', description: introduction },
    servers: [{ url: `${tenant.url}/api/v2` }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: schemes(tenant), schemas: schemas.components },
  }
}

const problem = {
  type: 'object',
  required: ['statusCode', 'error', 'message'],
  properties: {
    statusCode: { type: 'integer', examples: [404] },
    error: { type: 'string', examples: ['Not Found'] },
    message: { type: 'string', examples: ['No organization found by that id or name'] },
    errorCode: { type: 'string', description: 'Stable; some refusals have none, as in Auth0’s API.' },
  },
}

function schemes({ url }: Tenant): Json {
  const scopes = Object.fromEntries(managementPermissions.map(({ name, description }) => [name, description]))
  return {
    token: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: `An access token with the audience ${url}/api/v2/`,
    },
    oauth2: {
      type: 'oauth2',
      description: 'Client credentials; the scopes are those of the application’s grant.',
      flows: { clientCredentials: { tokenUrl: `${url}/oauth/token`, scopes } },
    },
  }
}

function pathsOf(operations: readonly Placed[], schemas: PublishedSchemas): Json {
  const paths: Record<string, Json> = {}
  for (const placed of operations)
    (paths[placed.path] ??= {})[placed.method.toLowerCase()] = operationOf(placed, schemas)
  return paths
}

function operationOf(at: Placed, schemas: PublishedSchemas): Json {
  const { method, path, operation } = at
  const { title, any, body } = operation
  return {
    operationId: idOf(method, path),
    summary: title,
    description: whoMay(operation),
    tags: [tagOf(at)],
    security: any.flatMap((scope) => [{ token: [scope] }, { oauth2: [scope] }]),
    parameters: [...pathParameters(path), ...queryParameters(at, schemas), ...headerParameters(at)],
    ...(body ? { requestBody: bodyOf(body, schemas) } : {}),
    responses: {
      ...success(operation, schemas),
      ...Object.fromEntries(refusalsOf(at).map((status) => [String(status), refusal(status, operation)])),
    },
  }
}

/** 413 for a body; 409 and 422 for an idempotency key. */
function refusalsOf({ method, operation: { body, guarded, refusals = [] } }: Placed): number[] {
  const ofBody = body ? [413] : []
  const ofKey = method === 'POST' ? [409, 422] : []
  return [
    ...new Set([400, 401, 403, 404, 429, 503, ...ofBody, ...ofKey, ...(guarded ? [412] : []), ...refusals]),
  ].sort()
}

function whoMay({ any, kind, bound = 'same' }: Operation): string {
  const scopes = `Scope: ${any.map((scope) => `\`${scope}\``).join(' or ')}.`
  if (kind === 'tenant' || bound === 'never')
    return `${scopes} Not for tokens that are bound to an organization.`
  return bound === 'any'
    ? `${scopes} A token bound to this organization needs none.`
    : `${scopes} Also for tokens that are bound to this organization.`
}

function bodyOf(schema: z.ZodType, schemas: PublishedSchemas): Json {
  const json = schemas.withExample(schemas.of(schema, 'input'))
  const content = { 'application/json': json, 'application/x-www-form-urlencoded': json }
  return { required: !schema.safeParse({}).success, content }
}

function success({ status = 200, answer, isMissing }: Operation, schemas: PublishedSchemas): Json {
  if (isMissing) return {}
  const description = STATUS_CODES[status] ?? 'Done'
  if (!answer) return { [status]: { description } }
  const json = schemas.withExample(schemas.of(answer, 'output'))
  return { [status]: { description, content: { 'application/json': json } } }
}

function refusal(status: number, operation: Operation): Json {
  const schema = { $ref: '#/components/schemas/Problem' }
  const json = { schema, example: refusalExample(status, operation) }
  return { description: STATUS_CODES[status] ?? 'Refused', content: { 'application/json': json } }
}

function pathParameters(path: string): Json[] {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name)
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters({ method, operation }: Placed, schemas: PublishedSchemas): Json[] {
  const ofFields = takesFields(method, operation) ? parametersIn(fieldsQuery, schemas) : []
  return [...(operation.query ? parametersIn(operation.query, schemas) : []), ...ofFields]
}

/** A query is text; a number or a flag is published with its own type. */
function parametersIn(query: z.ZodType, schemas: PublishedSchemas): Json[] {
  const { properties = {}, required = [] } = schemas.of(query, 'input') as {
    properties?: Record<string, Json & { inQuery?: Json }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, inQuery, ...text }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: inQuery ?? text,
    ...(description === undefined ? {} : { description }),
  }))
}

function headerParameters({ method, operation }: Placed): Json[] {
  const text = { in: 'header', required: false, schema: { type: 'string', maxLength: 255 } }
  if (method === 'POST') return [{ ...text, name: 'Idempotency-Key' }]
  return operation.guarded ? [{ ...text, name: 'If-Match' }] : []
}

/** `GET /organizations/{id}/members` → `get_organizations_members`. */
function idOf(method: string, path: string): string {
  const words = path
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? `by_${part.slice(1, -1)}` : part))
  return [method.toLowerCase(), ...words].join('_').replaceAll(/[^a-zA-Z0-9]+/g, '_')
}

function tagOf({ path }: { path: string }): string {
  return path.split('/')[1] ?? ''
}
