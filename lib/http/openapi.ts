import { STATUS_CODES } from 'node:http'
import { managementPermissions } from '@/lib/access'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { ApiProblem, insufficientScope, invalidInput, invalidToken, problemText } from './auth0/problem'
import { openapiDocument, type PublishedOperation } from './openapi-document'
import { type Operation, type Placed, takesFields } from './operation'
import type { Json } from './published-schemas'

const introduction = `The Management API speaks Auth0’s words, so that Auth0’s own SDKs and tools work against it. A machine asks
\`POST /oauth/token\` for a token with this API as its audience; an application gets one for a person in the same way as
for any other API. A token that carries an \`org_id\` works on that organization alone: everything else is a 404.

Every answer carries \`x-request-id\`, which the audit log keeps, and what is left of the limits in \`x-ratelimit-*\`.
A POST with an \`Idempotency-Key\` is done once in 24 hours. A change with \`If-Match\` is done only if nothing has changed
since the \`ETag\` was read.`

export function openapi(tenant: Pick<Tenant, 'url'>, operations: readonly Placed[]): Json {
  const api = {
    title: 'Foyer Management API',
    version: '2',
    description: introduction,
    server: `${tenant.url}/api/v2`,
    securitySchemes: schemes(tenant),
    problem,
  }
  return openapiDocument(api, operations.map(published))
}

function published(at: Placed): PublishedOperation {
  const { method, path, operation } = at
  const { title, any, query, body, status = 200, answer, isMissing } = operation
  return {
    method,
    path,
    title,
    description: whoMay(operation),
    security: any.flatMap((scope) => [{ token: [scope] }, { oauth2: [scope] }]),
    query,
    body,
    mediaTypes: ['application/json', 'application/x-www-form-urlencoded'],
    headers: headerParameters(at),
    status: isMissing ? null : status,
    answer,
    takesFields: takesFields(method, operation),
    refusals: new Map(refusalsOf(at).map((one) => [one, refusalExample(one, operation)])),
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

function schemes({ url }: Pick<Tenant, 'url'>): Json {
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

/** 413 for a body; 409 and 422 for an idempotency key. */
function refusalsOf({ method, operation: { body, guarded, refusals = [] } }: Placed): number[] {
  const more = [...(body ? [413] : []), ...(method === 'POST' ? [409, 422] : []), ...(guarded ? [412] : [])]
  return [...new Set([400, 401, 403, 404, 429, 503, ...more, ...refusals])].sort()
}

type Refused = Pick<Operation, 'any' | 'body'>

function refusalExample(status: number, operation: Refused): unknown {
  const problem = examples[status]?.(operation) ?? new ApiProblem(status, STATUS_CODES[status] ?? 'Refused')
  return JSON.parse(problemText(problem))
}

const examples: Record<number, (operation: Refused) => ApiProblem> = {
  400: ({ body }) =>
    body
      ? invalidInput('body', 'Too small: expected string to have >=1 characters', ['name'])
      : invalidInput('query', 'Too big: expected number to be <=100', ['per_page']),
  401: () => invalidToken(),
  403: ({ any }) => insufficientScope(any),
  412: () => example(412, 'This has changed since it was read. Read it again.', 'precondition_failed'),
  413: () => example(413, 'The body is larger than 100 KB.', 'payload_too_large'),
  422: () => example(422, 'This Idempotency-Key came with another request before.', 'idempotency_key_reused'),
  429: () => example(429, 'Global limit has been reached', 'too_many_requests'),
  503: () => example(503, 'The service is busy right now. Try again in a moment.', 'unavailable'),
}

function example(status: number, message: string, errorCode: string): ApiProblem {
  return new ApiProblem(status, message, { errorCode })
}

function whoMay({ any, kind, bound = 'same' }: Operation): string {
  const scopes = `Scope: ${any.map((scope) => `\`${scope}\``).join(' or ')}.`
  if (kind === 'tenant' || bound === 'never')
    return `${scopes} Not for tokens that are bound to an organization.`
  return bound === 'any'
    ? `${scopes} A token bound to this organization needs none.`
    : `${scopes} Also for tokens that are bound to this organization.`
}

function headerParameters({ method, operation }: Placed): Json[] {
  const text = { in: 'header', required: false, schema: { type: 'string', maxLength: 255 } }
  if (method === 'POST') return [{ ...text, name: 'Idempotency-Key' }]
  return operation.guarded ? [{ ...text, name: 'If-Match' }] : []
}
