import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { findDirectoryAccess } from '@/lib/domain/directories/find-directory-access'
import { findSsoTicket } from '@/lib/domain/sso-tickets/find-sso-ticket'
import { ssoTicketPattern } from '@/lib/domain/sso-tickets/sso-ticket'
import { findSession } from '@/lib/domain/users/find-session'
import { headerOf, pathOf, type IncomingRequest } from './incoming-request'
import { lookUp } from './look-up'
import { readSessionCookie } from './read-session-cookie'
import { bearerOf } from './bearer'
import { ApiProblem } from './auth0/problem'

const kilobyte = 1024
const ordinary = 100 * kilobyte
/** A picture of 2 MB, and the form around it. */
const upload = 2 * kilobyte * kilobyte + ordinary
const bulk = kilobyte * kilobyte
/** A provider’s metadata of 300 KB, and the form around it. */
const metadata = 300 * kilobyte + ordinary

const uploads = /^\/((o|console\/organizations)\/[^/]+\/branding|account)$/
const metadataFiles = /^\/o\/[^/]+\/sign-in-methods\/(new|providers\/[^/]+)$/
const bulkInvitations = /^\/api\/v2\/organizations\/[^/]+\/invitations\/bulk$/

/** A group may have many members. */
const ofDirectory = /^\/scim\/v2\/(?:connections\/)?([^/]+)\/(?:Users|Groups)(?:\/|$)/

/** Of someone without an account, who may choose a metadata file. */
const ofTicket = /^\/connect\/([^/]+)$/

export interface BodyLimit {
  bytes: number
  /** For callers without a session or token, where others may send more. */
  refusal: 'tooLarge' | 'signInToUpload' | 'tokenToInvite'
  /** May be large, and is posted by a page. */
  isUpload?: boolean
}

const limited: BodyLimit = { bytes: ordinary, refusal: 'tooLarge' }

/** Decided before the body is read. `declared`: the Content-Length, or null if chunked. */
export async function bodyLimit(
  tenant: Tenant,
  incoming: IncomingRequest,
  declared: number | null,
): Promise<BodyLimit> {
  if (declared !== null && declared <= ordinary) return limited
  const path = pathOf(incoming)
  const connectionId = ofDirectory.exec(path)?.[1]
  if (connectionId !== undefined)
    return lookUp(incoming, () => directoryLimit(tenant, incoming, connectionId))
  return incoming.method === 'POST' ? postLimit(tenant, incoming, path) : limited
}

async function postLimit(tenant: Tenant, incoming: IncomingRequest, path: string): Promise<BodyLimit> {
  const ticket = ofTicket.exec(path)?.[1]
  if (ticket !== undefined) return lookUp(incoming, () => ticketLimit(tenant, ticket))
  const file = fileAt(path)
  if (file !== null)
    return (await lookUp(incoming, () => isSignedIn(tenant, incoming)))
      ? { bytes: file, refusal: 'tooLarge', isUpload: true }
      : { bytes: ordinary, refusal: 'signInToUpload' }
  if (bulkInvitations.test(path))
    return (await lookUp(incoming, () => hasToken(tenant, incoming)))
      ? { bytes: bulk, refusal: 'tooLarge' }
      : { bytes: ordinary, refusal: 'tokenToInvite' }
  return limited
}

/** Null where no files are uploaded. */
function fileAt(path: string): number | null {
  if (uploads.test(path)) return upload
  return metadataFiles.test(path) ? metadata : null
}

async function isSignedIn(tenant: Tenant, incoming: IncomingRequest): Promise<boolean> {
  const jwt = await readSessionCookie(tenant, incoming)
  const sessionId = jwt?.['sid']
  if (typeof sessionId !== 'string' || typeof jwt?.sub !== 'string') return false
  return (await findSession(tenant.id, sessionId, jwt.sub)) !== null
}

async function hasToken(tenant: Tenant, incoming: IncomingRequest): Promise<boolean> {
  try {
    const headers = { authorization: headerOf(incoming, 'authorization') ?? '' }
    await bearerOf(new Request(tenant.url, { headers }), tenant)
    return true
  } catch (error) {
    if (error instanceof ApiProblem) return false
    throw error
  }
}

async function directoryLimit(
  tenant: Tenant,
  incoming: IncomingRequest,
  connectionId: string,
): Promise<BodyLimit> {
  const [, token = ''] = (headerOf(incoming, 'authorization') ?? '').split(' ')
  const access = await findDirectoryAccess(tenant.id, { connectionId, token })
  return access === null ? limited : { ...limited, bytes: bulk }
}

async function ticketLimit(tenant: Tenant, ticket: string): Promise<BodyLimit> {
  const found = ssoTicketPattern.test(ticket) ? await findSsoTicket(tenant.id, ticket) : null
  return found?.state === 'live' ? { ...limited, bytes: metadata, isUpload: true } : limited
}
