import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { fieldsQuery } from './auth0/fields'
import { PublishedSchemas, type Json } from './published-schemas'

export interface PublishedApi {
  title: string
  version: string
  description: string
  server: string
  securitySchemes: Json
  /** JSON Schema of a refusal. */
  problem: Json
}

export interface PublishedOperation {
  method: string
  /** With its parameters in braces. */
  path: string
  title: string
  description: string
  security: readonly Json[]
  query?: z.ZodType | undefined
  body?: z.ZodType | undefined
  /** Of the body. */
  mediaTypes: readonly string[]
  headers: readonly Json[]
  /** Null: it never succeeds. */
  status: number | null
  answer?: z.ZodType | undefined
  takesFields: boolean
  /** Examples by status. */
  refusals: ReadonlyMap<number, unknown>
}

const anyTenant = 'https://tenant.invalid'

/** Builds a public document once, for all tenants: building holds the event loop for a quarter of a second. */
export function documentResponse(
  build: (tenant: { url: string }) => Json,
): (tenant: { url: string }) => Response {
  let text: string | undefined
  return ({ url }) => {
    text ??= JSON.stringify(build({ url: anyTenant }))
    const headers = { 'content-type': 'application/json' }
    return new Response(
      text.replaceAll(anyTenant, () => url),
      { headers },
    )
  }
}

/** From the schemas that validate requests. */
export function openapiDocument(api: PublishedApi, operations: readonly PublishedOperation[]): Json {
  const { title, version, description, server, securitySchemes, problem } = api
  const schemas = new PublishedSchemas({ Problem: problem })
  const paths = pathsOf(operations, schemas)
  return {
    openapi: '3.1.1',
    info: { title, version, description },
    servers: [{ url: server }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    components: { securitySchemes, schemas: schemas.components },
  }
}

function pathsOf(operations: readonly PublishedOperation[], schemas: PublishedSchemas): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationOf(operation, schemas)
  return paths
}

function operationOf(operation: PublishedOperation, schemas: PublishedSchemas): Json {
  const { method, path, title, description, security, body, headers, refusals } = operation
  return {
    operationId: idOf(method, path),
    summary: title,
    description,
    tags: [tagOf(operation)],
    security,
    parameters: [...pathParameters(path), ...queryParameters(operation, schemas), ...headers],
    ...(body ? { requestBody: bodyOf(body, operation, schemas) } : {}),
    responses: {
      ...success(operation, schemas),
      ...Object.fromEntries(
        Array.from(refusals, ([status, example]) => [String(status), refusal(status, example)]),
      ),
    },
  }
}

function bodyOf(schema: z.ZodType, { mediaTypes }: PublishedOperation, schemas: PublishedSchemas): Json {
  const json = schemas.withExample(schemas.of(schema, 'input'))
  const content = Object.fromEntries(mediaTypes.map((type) => [type, json]))
  return { required: !schema.safeParse({}).success, content }
}

function success({ status, answer }: PublishedOperation, schemas: PublishedSchemas): Json {
  if (status === null) return {}
  const description = STATUS_CODES[status] ?? 'Done'
  if (!answer) return { [status]: { description } }
  const json = schemas.withExample(schemas.of(answer, 'output'))
  return { [status]: { description, content: { 'application/json': json } } }
}

function refusal(status: number, example: unknown): Json {
  const json = { schema: { $ref: '#/components/schemas/Problem' }, example }
  return { description: STATUS_CODES[status] ?? 'Refused', content: { 'application/json': json } }
}

function pathParameters(path: string): Json[] {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name)
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters({ query, takesFields }: PublishedOperation, schemas: PublishedSchemas): Json[] {
  const ofFields = takesFields ? parametersIn(fieldsQuery, schemas) : []
  return [...(query ? parametersIn(query, schemas) : []), ...ofFields]
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
