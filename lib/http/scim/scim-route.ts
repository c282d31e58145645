import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { type DirectoryAccess, findDirectoryAccess } from '@/lib/domain/directories/find-directory-access'
import { logDirectoryRequest } from '@/lib/domain/directories/log-directory-request'
import { withOrigin } from '@/lib/db/events'
import { type Limit, reserve } from '@/lib/db/limits'
import { log } from '@/lib/log'
import { originOf } from '@/lib/web/origin'
import { pinnedTenant } from '@/lib/web/tenant'
import { pathParameters } from '../api-input'
import { bearerToken } from '../bearer'
import { isRead } from '../incoming-request'
import { logFailure } from '../log-failure'
import type { Handle, PathParameters } from '../router'
import { refusedBy, scimContentType, ScimError, scimErrorText, type Refused } from './scim-error'

/** Published in docs/api.md. */
const ofDirectory: Limit = { name: 'scim-directory', points: 300, seconds: 10 }

export interface ScimRequest {
  request: Request
  access: DirectoryAccess
  /** Without a slash at the end. */
  base: string
  /** Of the resource; empty where the path has none. */
  id: string
  /** Versions of If-Match; null for any. */
  expected: readonly string[] | null
}

export interface ScimAnswer {
  status?: number
  body?: object
  /** Of the resource, without quotes. */
  version?: string
  location?: string
  /** For the log, where the path does not name it. */
  id?: string
}

/** Authenticates the directory, runs, logs what came of it, and answers in SCIM’s form. */
export function scimRoute(resource: string, run: (scim: ScimRequest) => Promise<ScimAnswer>): Handle {
  return (request, params) =>
    withOrigin(originOf(request.headers), async () => {
      let access: DirectoryAccess | null = null
      const logged = { method: request.method, resource, resourceId: params['id'] ?? null }
      try {
        const tenant = await pinnedTenant(request.headers)
        access = await accessOf(request, tenant, params)
        await reserve(ofDirectory, `${tenant.id} ${access.caller.directoryId}`)
        const answer = await run(scimRequest(request, { tenant, access, params }))
        const resourceId = answer.id ?? logged.resourceId
        await logRequest(access, { ...logged, resourceId, status: answer.status ?? 200, reason: null })
        return written(request, answer)
      } catch (error) {
        const refused = refusedBy(error) ?? failed(logFailure('scim', error, request))
        const { status, reason } = refused
        if (access) await logRequest(access, { ...logged, status, reason })
        return problem(refused)
      }
    })
}

/** For a path that SCIM does not have, or a method. */
export function noScimResource(): Response {
  return problem({ status: 404, scimType: null, detail: 'Not found.', reason: '404', headers: {} })
}

async function accessOf(request: Request, tenant: Tenant, params: PathParameters): Promise<DirectoryAccess> {
  const { connectionId = '' } = pathParameters(params)
  const token = bearerToken(request)
  const access = token === null ? null : await findDirectoryAccess(tenant.id, { connectionId, token })
  // The same for an unknown connection: another organization learns nothing.
  if (access === null) throw new ScimError(401, 'Invalid token.')
  return access
}

function scimRequest(
  request: Request,
  { tenant, access, params }: { tenant: Tenant; access: DirectoryAccess; params: PathParameters },
): ScimRequest {
  const { id = '' } = pathParameters(params)
  const base = `${tenant.url}/scim/v2/connections/${access.caller.directoryId}`
  return { request, access, base, id, expected: versionsIn(request.headers.get('if-match')) }
}

function versionsIn(header: string | null): string[] | null {
  if (header === null || header.trim() === '*') return null
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''))
}

function written(request: Request, { status = 200, body, version, location }: ScimAnswer): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (version !== undefined) headers.set('etag', tagOf(version))
  if (location !== undefined) headers.set('location', location)
  const known = versionsIn(request.headers.get('if-none-match'))
  if (isRead(request) && version !== undefined && known?.includes(version))
    return new Response(null, { status: 304, headers })
  if (body === undefined) return new Response(null, { status, headers })
  headers.set('content-type', scimContentType)
  return new Response(JSON.stringify(body), { status, headers })
}

/** As meta.version has it, too. */
export function tagOf(version: string): string {
  return `W/"${version}"`
}

function problem(refused: Refused): Response {
  const headers = { ...refused.headers, 'content-type': scimContentType, 'cache-control': 'no-store' }
  return new Response(scimErrorText(refused), { status: refused.status, headers })
}

function failed(detail: string): Refused {
  return { status: 500, scimType: null, detail, reason: 'internal_error', headers: {} }
}

/** The change is committed or refused by now, so a log that cannot be written does not alter the answer. */
async function logRequest(...given: Parameters<typeof logDirectoryRequest>): Promise<void> {
  await logDirectoryRequest(...given).catch((error: unknown) => {
    log().error({ part: 'scim', err: error }, 'A request is missing from the log of its directory.')
  })
}
