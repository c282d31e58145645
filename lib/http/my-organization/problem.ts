import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { DomainError } from '@/lib/errors'
import { type ApiProblem, invalidToken, jsonType, problemOf } from '../auth0/problem'

interface ValidationError {
  detail: string
  /** `data/name`, as Auth0 writes it. */
  field?: string
  /** JSON pointer (RFC 6901). */
  pointer?: string
  source: 'params' | 'query' | 'body'
}

interface Kind {
  status: number
  /** Auth0’s, the end of `type`. */
  code: string
  title: string
}

/** `{type, status, title, detail}` (RFC 9457); with `validation_errors` in place of `detail` for a body or a query. */
export class MyOrganizationProblem extends Error {
  constructor(
    readonly kind: Kind,
    detail: string,
    readonly more: { errors?: readonly ValidationError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.name = 'MyOrganizationProblem'
  }
}

const kinds = {
  badRequest: { status: 400, code: '0001', title: 'Bad Request' },
  invalid: { status: 400, code: '0003', title: 'Validation Error' },
  missingToken: { status: 401, code: '0002', title: 'Missing Token' },
  invalidToken: { status: 401, code: '0003', title: 'Invalid Token' },
  forbidden: { status: 403, code: '0001', title: 'Forbidden' },
  insufficientScope: { status: 403, code: '0002', title: 'Insufficient Scope' },
  noOperation: { status: 404, code: '0001', title: 'Not Found' },
  notFound: { status: 404, code: '0002', title: 'Resource Not Found' },
  conflict: { status: 409, code: '0001', title: 'Configuration issue' },
  otherConflict: { status: 409, code: '0002', title: 'Conflict' },
  duplicate: { status: 409, code: '0003', title: 'Duplicate Resource' },
  tooLarge: { status: 413, code: '0001', title: 'Payload Too Large' },
  tooMany: { status: 429, code: '0003', title: 'Endpoint Rate Limit Exceeded' },
  failed: { status: 500, code: '0001', title: 'Internal Server Error' },
  unavailable: { status: 503, code: '0001', title: 'Service Unavailable' },
} as const satisfies Record<string, Kind>

export function missingToken(): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.missingToken, 'No auth token provided.', {
    headers: { 'www-authenticate': 'Bearer' },
  })
}

/** Also for a user who is no longer a member. */
export function invalidAuthToken(): MyOrganizationProblem {
  const { headers } = invalidToken()
  return new MyOrganizationProblem(kinds.invalidToken, 'The auth token is invalid or has expired.', {
    headers,
  })
}

export function forbidden(detail: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.forbidden, detail)
}

/** All of `scopes` are needed. */
export function insufficientScope(scopes: readonly string[]): MyOrganizationProblem {
  const listed = scopes.join(' ')
  return new MyOrganizationProblem(
    kinds.insufficientScope,
    `The auth token lacks the required scope: ${listed}`,
    { headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${listed}"` } },
  )
}

export function badRequest(detail: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.badRequest, detail)
}

export function noOperation(): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.noOperation, 'There is no such operation.')
}

export function absent(what: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.notFound, `The ${what} does not exist.`)
}

export function duplicate(detail: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.duplicate, detail)
}

export function otherConflict(detail: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.otherConflict, detail)
}

export function failed(detail: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.failed, detail)
}

const sources = { body: 'body', query: 'query', path: 'params' } as const

/** @throws MyOrganizationProblem 400 with all that is wrong */
export function validated<S extends z.ZodType>(
  part: keyof typeof sources,
  schema: S,
  given: unknown,
): z.output<S> {
  return checked(schema, given, { source: sources[part], within: [] })
}

/** A property of the body whose schema depends on what it changes. @throws as validated() */
export function validatedProperty<S extends z.ZodType>(name: string, schema: S, given: unknown): z.output<S> {
  return checked(schema, given, { source: 'body', within: [name] })
}

const maxErrors = 20

function checked<S extends z.ZodType>(
  schema: S,
  given: unknown,
  { source, within }: { source: ValidationError['source']; within: readonly string[] },
): z.output<S> {
  const { data, error } = schema.safeParse(given)
  if (!error) return data
  const issues = error.issues
    .slice(0, maxErrors)
    .map((issue) => ({ ...issue, path: [...within, ...issue.path] }))
  throw invalidRequest(issues.map((issue) => validationError(issue, source)))
}

/** Of what only the operation can tell. */
export function invalidBody(
  errors: readonly { path: readonly PropertyKey[]; detail: string }[],
): MyOrganizationProblem {
  return invalidRequest(errors.slice(0, maxErrors).map(({ path, detail }) => errorAt(path, detail, 'body')))
}

export function invalidRequest(errors: readonly ValidationError[]): MyOrganizationProblem {
  return new MyOrganizationProblem(kinds.invalid, 'The request is invalid.', { errors })
}

function validationError(
  { path, message, ...issue }: z.core.$ZodIssue,
  source: ValidationError['source'],
): ValidationError {
  const isMissing = issue.code === 'invalid_type' && message.endsWith('received undefined')
  const detail = isMissing ? 'is required' : message
  return errorAt(path, detail, source)
}

function errorAt(
  path: readonly PropertyKey[],
  detail: string,
  source: ValidationError['source'],
): ValidationError {
  if (path.length === 0) return { detail, source }
  const place = path.map(String)
  const pointer = place.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { detail, field: `data/${place.join('/')}`, pointer, source }
}

/** Null for an unexpected error. */
export function problemFrom(error: unknown): MyOrganizationProblem | null {
  if (error instanceof MyOrganizationProblem) return error
  const problem = problemOf(error)
  if (!problem) return null
  const { status, message, headers } = problem
  const isFull = status === 409 && error instanceof DomainError && error.code === 'conflict'
  const kind = isFull && error.field !== undefined ? kinds.duplicate : kindOf(status)
  return status === 401 ? invalidAuthToken() : new MyOrganizationProblem(kind, message, { headers })
}

export function problemOfStatus(status: number, detail: string): MyOrganizationProblem {
  return new MyOrganizationProblem(kindOf(status), detail)
}

function kindOf(status: number): Kind {
  const byStatus: Readonly<Record<number, Kind>> = {
    400: kinds.badRequest,
    403: kinds.forbidden,
    404: kinds.notFound,
    409: kinds.conflict,
    410: kinds.notFound,
    413: kinds.tooLarge,
    429: kinds.tooMany,
  }
  return byStatus[status] ?? kinds.unavailable
}

/** For what is refused before the operation is known. */
export function plainProblemText({ status, message }: Pick<ApiProblem, 'status' | 'message'>): string {
  const kind = { status, code: '0001', title: STATUS_CODES[status] ?? 'Error' }
  return JSON.stringify(jsonOf(kind, { detail: message }))
}

function jsonOf({ status, code, title }: Kind, what: object): object {
  return { type: `https://auth0.com/api-errors#A0E-${status}-${code}`, status, title, ...what }
}

export function problemJson({ kind, message: detail, more }: MyOrganizationProblem): object {
  return jsonOf(kind, more.errors ? { validation_errors: more.errors } : { detail })
}

export function problemAnswer(problem: MyOrganizationProblem, others = new Headers()): Response {
  const { kind, more } = problem
  const fixed = { 'cache-control': 'no-store', 'content-type': jsonType }
  for (const [name, value] of Object.entries({ ...more.headers, ...fixed })) others.set(name, value)
  return new Response(JSON.stringify(problemJson(problem)), { status: kind.status, headers: others })
}
