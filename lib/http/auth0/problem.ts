import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { UnknownRoles } from '@/lib/domain/roles/role-choices'
import { DomainError } from '@/lib/errors'
import { errorStatuses } from '../error-statuses'
import { jsonPointer } from './json-pointer'

/** `errorCode` is missing where Auth0 has none. */
export class ApiProblem extends Error {
  readonly errorCode: string | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    readonly status: number,
    message: string,
    { errorCode, headers = {} }: { errorCode?: string | undefined; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.name = 'ApiProblem'
    this.errorCode = errorCode
    this.headers = headers
  }
}

export function invalidToken(message = 'Invalid token.'): ApiProblem {
  return new ApiProblem(401, message, {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })
}

export function invalidSignature(): ApiProblem {
  return invalidToken('Invalid signature received for JSON Web Token validation.')
}

/** Any one of `scopes` is enough. */
export function insufficientScope(scopes: readonly string[]): ApiProblem {
  return new ApiProblem(403, `Insufficient scope, expected any of: ${scopes.join(',')}`, {
    errorCode: 'insufficient_scope',
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"` },
  })
}

/** What a verb or an operation answers for something that does not exist. Some of Auth0’s have no `errorCode`. */
export function notFoundOf(message: string, errorCode?: string): () => ApiProblem {
  return () => new ApiProblem(404, message, { errorCode })
}

/** For the catch of a verb that names several things: answers by the error’s `field`, and rethrows other errors. */
export function notFoundByField(problems: Record<string, () => ApiProblem>): (error: unknown) => never {
  return (error) => {
    const isAbsent = error instanceof DomainError && error.code === 'not_found'
    const problem = isAbsent && error.field !== undefined ? problems[error.field] : undefined
    throw problem ? problem() : error
  }
}

export const noOrganization = notFoundOf('No organization found by that id or name')
export const noUser = notFoundOf('The user does not exist.', 'inexistent_user')

export type Problem = Pick<ApiProblem, 'status' | 'message'> &
  Partial<Pick<ApiProblem, 'errorCode' | 'headers'>>

export const jsonType = 'application/json; charset=utf-8'

/** `{statusCode, error, message, errorCode?}`, as Auth0 answers. */
export function problemText({ status, message, errorCode }: Problem): string {
  return JSON.stringify({ statusCode: status, error: STATUS_CODES[status] ?? 'Error', message, errorCode })
}

export function problemAnswer(problem: ApiProblem, others = new Headers()): Response {
  const fixed = { 'cache-control': 'no-store', 'content-type': jsonType }
  for (const [name, value] of Object.entries({ ...problem.headers, ...fixed })) others.set(name, value)
  return new Response(problemText(problem), { status: problem.status, headers: others })
}

/** Null for an unexpected error. */
export function problemOf(error: unknown): ApiProblem | null {
  if (error instanceof ApiProblem) return error
  if (!(error instanceof DomainError)) return null
  if (error.code === 'sign_in_again') return invalidToken()
  if (error instanceof UnknownRoles) return unknownRoles(error)
  const code = error.code === 'invalid' ? invalidIn(error) : error.code
  const headers = error.retryAfter === undefined ? {} : { 'retry-after': String(error.retryAfter) }
  return new ApiProblem(statusOf(error), error.message, { errorCode: code, headers })
}

function unknownRoles({ ids }: UnknownRoles): ApiProblem {
  const message = `One or more of the specified roles do not exist: ${ids.join(', ')}`
  return new ApiProblem(400, message, { errorCode: 'invalid_body' })
}

/** A full quota stays full, so a retry is not suggested; after a rate limit it is. */
function statusOf({ code, retryAfter }: DomainError): number {
  return code === 'too_many' && retryAfter === undefined ? 409 : errorStatuses[code]
}

/** A cursor is the only part of a query that the verb validates. */
function invalidIn({ field }: DomainError): string {
  return field === 'from' ? 'invalid_query_string' : 'invalid_body'
}

const requestParts = {
  body: ['Payload', 'invalid_body'],
  query: ['Query', 'invalid_query_string'],
  path: ['Path', 'invalid_uri'],
} as const

/** @throws ApiProblem 400 that names the property and what is wrong with it */
export function validated<S extends z.ZodType>(
  part: keyof typeof requestParts,
  schema: S,
  given: unknown,
): z.output<S> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue === undefined) throw invalidInput(part, 'Invalid input')
  const { sentence, path } = sentenceFor(closest(issue), given)
  throw invalidInput(part, sentence, path)
}

/** `path` of the invalid property; empty for the whole. */
export function invalidInput(
  part: keyof typeof requestParts,
  sentence: string,
  path: readonly PropertyKey[] = [],
): ApiProblem {
  const [what, errorCode] = requestParts[part]
  const property = path.length === 0 ? '' : ` on property ${propertyAt(path)}`
  return new ApiProblem(400, `${what} validation error: '${sentence}'${property}.`, { errorCode })
}

/** `groups[0].email`, as Auth0 writes it. */
function propertyAt(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
  return parts.join('').replace(/^\./, '')
}

/** Auth0’s words where its tools read them; zod’s otherwise. */
function sentenceFor(issue: Issue, given: unknown): { sentence: string; path: readonly PropertyKey[] } {
  const { path, message } = issue
  const name = path.at(-1)
  if (issue.code === 'unrecognized_keys')
    return { sentence: `Additional properties not allowed: ${issue.keys.join(', ')}`, path }
  if (typeof name === 'string' && issue.code !== 'custom' && jsonPointer(given, path) === undefined)
    return { sentence: `Missing required property: ${name}`, path: path.slice(0, -1) }
  return { sentence: message, path }
}

type Issue = z.core.$ZodIssue

/** Of a union, the issues of the closest member. */
function closest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const first = issue.errors
    .flatMap(([one]) => one ?? [])
    .sort((one, other) => other.path.length - one.path.length)
  const [deepest] = first
  if (deepest === undefined || deepest.path.length === 0) return issue
  return closest({ ...deepest, path: [...issue.path, ...deepest.path] })
}
