import { STATUS_CODES } from 'node:http'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { pinnedTenant } from '@/lib/web/tenant'
import { documentResponse, openapiDocument, type PublishedOperation } from '../openapi-document'
import type { Json } from '../published-schemas'
import type { Operation, Placed } from './operation'
import {
  absent,
  insufficientScope,
  invalidAuthToken,
  invalidRequest,
  type MyOrganizationProblem,
  problemJson,
  problemOfStatus,
} from './problem'
import { myOrganizationOperations } from './table'

const introduction = `The My Organization API speaks Auth0’s words, so that Auth0’s own SDK and components work against it. A person
gets a token with this API as its audience; its \`org_id\` is the organization that all operations are about.

All scopes of an operation are needed. Every answer carries \`x-request-id\`, which the audit log keeps, and what is left of the
limits in \`x-ratelimit-*\`.`

const responseFor = documentResponse(documentOf)

/** Public: contains no data of a tenant but its URL. */
export async function getMyOrganizationDocument(request: Request): Promise<Response> {
  return responseFor(await pinnedTenant(request.headers))
}

function documentOf(tenant: Pick<Tenant, 'url'>): Json {
  const api = {
    title: 'Foyer My Organization API',
    version: '1',
    description: introduction,
    server: `${tenant.url}/my-org`,
    securitySchemes: schemes(tenant),
    problem,
  }
  return openapiDocument(api, myOrganizationOperations.map(published))
}

const problem = {
  type: 'object',
  required: ['type', 'status', 'title'],
  properties: {
    type: { type: 'string', examples: ['https://auth0.com/api-errors#A0E-404-0002'] },
    status: { type: 'integer', examples: [404] },
    title: { type: 'string', examples: ['Resource Not Found'] },
    detail: { type: 'string', examples: ['The organization does not exist.'] },
    validation_errors: {
      type: 'array',
      description: 'In place of detail.',
      items: {
        type: 'object',
        required: ['detail', 'source'],
        properties: {
          detail: { type: 'string' },
          field: { type: 'string', examples: ['data/name'] },
          pointer: { type: 'string', description: 'A JSON pointer.', examples: ['/name'] },
          source: { enum: ['params', 'query', 'body'] },
        },
      },
    },
  },
}

function schemes({ url }: Pick<Tenant, 'url'>): Json {
  const description = `A user’s or a machine’s access token with the audience ${url}/my-org/`
  return { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description } }
}

function published({ method, path, operation }: Placed): PublishedOperation {
  const { title, scopes, query, body, status = 200, answer } = operation
  return {
    method,
    path,
    title,
    description: `Scope: ${scopes.map((scope) => `\`${scope}\``).join(' and ')}.`,
    security: [{ token: [...scopes] }],
    query,
    body,
    mediaTypes: ['application/json'],
    headers: [],
    status,
    answer,
    takesFields: method === 'GET' && answer !== undefined,
    refusals: new Map(refusalsOf(operation).map((one) => [one, example(one, operation)])),
  }
}

function refusalsOf({ body, refusals = [] }: Operation): number[] {
  const ofBody = body ? [413] : []
  return [...new Set([400, 401, 403, 404, 429, 503, ...ofBody, ...refusals])].sort()
}

function example(status: number, { body, scopes }: Operation): object {
  const examples: Record<number, () => MyOrganizationProblem> = {
    400: () =>
      body
        ? invalidRequest([{ detail: 'is required', field: 'data/name', pointer: '/name', source: 'body' }])
        : problemOfStatus(400, 'Text without NUL and in whole characters'),
    401: invalidAuthToken,
    403: () => insufficientScope(scopes),
    404: () => absent('organization'),
  }
  const found = examples[status]?.() ?? problemOfStatus(status, STATUS_CODES[status] ?? 'Refused')
  return problemJson(found)
}
