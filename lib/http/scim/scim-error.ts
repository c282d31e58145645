import { ScimError as PatchError } from 'scim-patch'
import { DomainError } from '@/lib/errors'
import { ApiProblem } from '../auth0/problem'
import { errorStatuses } from '../error-statuses'

/** RFC 7644, section 3.12. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'invalidValue'
  | 'noTarget'
  | 'uniqueness'

export const messages = 'urn:ietf:params:scim:api:messages:2.0'
export const scimContentType = 'application/scim+json; charset=utf-8'

export class ScimError extends Error {
  constructor(
    readonly status: number,
    /** The client is told this. */
    message: string,
    readonly scimType: ScimType | null = null,
  ) {
    super(message)
    this.name = 'ScimError'
  }
}

export interface Refused {
  status: number
  scimType: ScimType | null
  detail: string
  /** For the log. */
  reason: string
  headers: Record<string, string>
}

export function scimErrorText({ status, scimType, detail }: Omit<Refused, 'reason' | 'headers'>): string {
  return JSON.stringify({
    schemas: [`${messages}:Error`],
    status: String(status),
    scimType: scimType ?? undefined,
    detail,
  })
}

/** Null for an unexpected error. */
export function refusedBy(error: unknown): Refused | null {
  if (error instanceof ScimError) return fromScim(error)
  if (error instanceof PatchError) return fromPatch(error)
  if (error instanceof ApiProblem) return fromProblem(error)
  return error instanceof DomainError ? fromDomain(error) : null
}

const ofPatches = new Map<string, ScimType>(
  (['invalidSyntax', 'invalidPath', 'invalidValue', 'noTarget'] as const).map((one) => [one, one]),
)

function fromPatch({ scimCode, message }: PatchError): Refused {
  const scimType = ofPatches.get(scimCode ?? '') ?? 'invalidPath'
  return { status: 400, scimType, detail: message, reason: scimType, headers: {} }
}

function fromScim({ status, scimType, message }: ScimError): Refused {
  const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return { status, scimType, detail: message, reason: scimType ?? String(status), headers }
}

/** What reads the request throws these. */
function fromProblem({ status, message, headers }: ApiProblem): Refused {
  const scimType = status === 400 ? 'invalidSyntax' : null
  return { status, scimType, detail: message, reason: scimType ?? String(status), headers: { ...headers } }
}

function fromDomain(error: DomainError): Refused {
  const { code, field, message, retryAfter } = error
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  if (code === 'conflict' && field === 'version')
    return { status: 412, scimType: null, detail: message, reason: 'version', headers }
  const scimType = scimTypeOf(error)
  return {
    status: code === 'gone' ? 404 : errorStatuses[code],
    scimType,
    detail: detailOf(error),
    reason: reasonOf(error, scimType),
    headers,
  }
}

function scimTypeOf({ code, field }: DomainError): ScimType | null {
  if (code === 'invalid') return 'invalidValue'
  return code === 'conflict' && field !== undefined ? 'uniqueness' : null
}

function reasonOf({ code, field }: DomainError, scimType: ScimType | null): string {
  if (code === 'invalid' && field === 'domain') return 'unverified_domain'
  return scimType ?? code
}

const tooManyPermissions =
  'A user or a role has more permissions than directory sync runs with. Someone with more permissions can take it over in the portal.'

/** What the portal says to a person may name the account and say “you”. */
function detailOf({ code, message }: DomainError): string {
  if (code === 'last_owner') return `${message} This request would remove the last owner.`
  if (code === 'not_yours_to_give') return tooManyPermissions
  if (code === 'not_found' || code === 'gone') return 'Not found.'
  return code === 'sign_in_again' ? 'Invalid token.' : message
}
