import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  beginAnswer,
  deleteAnswer,
  findStoredAnswer,
  storeAnswer,
  type StoredAnswer,
} from '@/lib/db/idempotency-store'
import { inProgress, withLease } from '@/lib/db/lease'
import { seal, unseal, type SealedFor } from '@/lib/domain/crypto/seal'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { isDatabaseSilent } from '@/lib/request-state'
import type { Bearer } from './bearer'
import { ApiProblem, problemOf } from './auth0/problem'

export interface Answer {
  status: number
  body: object | undefined
}

interface Caller {
  tenant: Tenant
  bearer: Bearer
  /** @throws if the caller no longer has the permission */
  confirm: () => Promise<unknown>
}

/** Once a day per caller and key; refusals are not stored. @throws ApiProblem 400, 409 cut off, 422 other body */
export async function withIdempotencyKey(
  request: Request,
  caller: Caller,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const given = request.headers.get('idempotency-key')
  if (request.method !== 'POST' || given === null) return work()
  if (!/^[\x21-\x7e]{1,255}$/.test(given))
    throw problem(
      400,
      'Expected an Idempotency-Key of 1 to 255 visible ASCII characters.',
      'invalid_idempotency_key',
    )
  const key = digest([...callerKey(caller), given])
  const { pathname, search } = new URL(request.url)
  const fingerprint = digest([pathname, search, canonicalText(Buffer.from(await request.arrayBuffer()))])
  const sealedFor = { purpose: 'kept answer', tenantId: caller.tenant.id }
  return withLease(`idempotency ${key}`, async () => {
    const stored = await findStoredAnswer(key)
    if (stored) return storedAnswer(stored, { fingerprint, sealedFor, confirm: caller.confirm })
    // This request was stopped for so long that another has taken its lease.
    if (!(await beginAnswer(key, fingerprint))) throw inProgress()
    return runAndStore({ key, sealedFor }, work)
  })
}

/** JSON is compared by its properties in any order, other bodies byte by byte. */
function canonicalText(body: Buffer): string {
  try {
    return JSON.stringify(JSON.parse(body.toString()), (_, value: unknown) => withSortedNames(value))
  } catch {
    return body.toString('base64')
  }
}

function withSortedNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Includes the token’s permissions and organization: another token must not see this answer. */
function callerKey({ tenant, bearer }: Caller): string[] {
  const { clientId, organizationId, caller, scopes } = bearer
  const person = 'userId' in caller ? caller.userId : ''
  return [tenant.id, clientId, person, organizationId ?? '', [...scopes].sort().join(' ')]
}

async function runAndStore(
  { key, sealedFor }: { key: string; sealedFor: SealedFor },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { status, body } = await work().catch(async (error: unknown) => {
    // A silent database would be waited for once more.
    if (problemOf(error) && !isOutcomeUnknown(error) && !isDatabaseSilent()) await deleteAnswer(key)
    throw error
  })
  await storeAnswer(key, { status, sealed: await seal(JSON.stringify({ body }), sealedFor) })
  return { status, body }
}

function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof DomainError && error.isOutcomeUnknown
}

const sealedBody = z.object({ body: z.looseObject({}).or(z.array(z.unknown())).optional() })

interface Repeated {
  fingerprint: string
  sealedFor: SealedFor
  confirm: () => Promise<unknown>
}

async function storedAnswer(
  stored: StoredAnswer,
  { fingerprint, sealedFor, confirm }: Repeated,
): Promise<Answer> {
  await confirm()
  if (stored.fingerprint !== fingerprint)
    throw problem(422, 'This Idempotency-Key came with another request before.', 'idempotency_key_reused')
  const text = stored.sealed === null ? null : await unseal(stored.sealed, sealedFor)
  if (stored.status === null || text === null) {
    const message = 'This request was cut off before. See what is there, then try again with another key.'
    throw problem(409, message, 'idempotency_outcome_unknown')
  }
  return { status: stored.status, body: sealedBody.parse(JSON.parse(text)).body }
}

function problem(status: number, message: string, errorCode: string): ApiProblem {
  return new ApiProblem(status, message, { errorCode })
}

function digest(parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
