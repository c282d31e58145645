import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSession } from '@/lib/domain/users/find-session'
import { one, pathOf, type Arrival } from './arrival'
import { readSessionCookie } from './arrival-session'
import { bearerOf } from './bearer'
import { ApiProblem } from './auth0/problem'

const kilobyte = 1024
const ordinary = 100 * kilobyte
/** A picture of 2 MB, and the form around it. */
const upload = 2 * kilobyte * kilobyte + ordinary
const bulk = kilobyte * kilobyte

const uploads = /^\/o\/[^/]+\/branding$/
const bulkInvitations = /^\/api\/v2\/organizations\/[^/]+\/invitations\/bulk$/

export interface BodyLimit {
  bytes: number
  /** What a caller without a session or token is told, where others may send more. */
  refusal: 'tooLarge' | 'signInToUpload' | 'tokenToInvite'
}

const limited: BodyLimit = { bytes: ordinary, refusal: 'tooLarge' }

/**
 * How large the body may be: 100 KB, but 2 MB where a person who is signed in uploads a picture, and 1 MB where a caller
 * with a valid token sends many invitations. Decided before the body is read.
 * @param declared the Content-Length, or null for a body that does not say its length
 */
export async function bodyLimit(
  tenant: Tenant,
  arrival: Arrival,
  declared: number | null,
): Promise<BodyLimit> {
  if (arrival.method !== 'POST' || (declared !== null && declared <= ordinary)) return limited
  const path = pathOf(arrival)
  if (uploads.test(path))
    return (await isSignedIn(tenant, arrival))
      ? { bytes: upload, refusal: 'tooLarge' }
      : { bytes: ordinary, refusal: 'signInToUpload' }
  if (bulkInvitations.test(path))
    return (await hasToken(tenant, arrival))
      ? { bytes: bulk, refusal: 'tooLarge' }
      : { bytes: ordinary, refusal: 'tokenToInvite' }
  return limited
}

async function isSignedIn(tenant: Tenant, arrival: Arrival): Promise<boolean> {
  const jwt = await readSessionCookie(tenant, arrival)
  const sessionId = jwt?.['sid']
  if (typeof sessionId !== 'string' || typeof jwt?.sub !== 'string') return false
  return (await findSession(tenant.id, sessionId, jwt.sub)) !== null
}

async function hasToken(tenant: Tenant, arrival: Arrival): Promise<boolean> {
  try {
    const headers = { authorization: one(arrival, 'authorization') ?? '' }
    await bearerOf(new Request(tenant.url, { headers }), tenant)
    return true
  } catch (error) {
    if (error instanceof ApiProblem) return false
    throw error
  }
}
