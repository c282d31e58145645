import { toFetchResponse, toReqRes } from 'fetch-to-node'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { currentSession } from '@/lib/http/session'
import { withRequestOrigin } from '@/lib/http/origin'
import { currentTenant } from '@/lib/http/tenant'
import { ready, type ReadyRequest } from './ready-request'
import { providerOf, sessionCookie } from './provider'
import { withRequest, type OidcRequest } from './request'
import { beforeResuming } from './resume'

/** Answers one request to an OpenID endpoint: our words become the provider’s, and its session is ours. */
export async function oidc(raw: Request): Promise<Response> {
  const tenant = await currentTenant()
  const prepared = await ready(raw, tenant)
  if (prepared instanceof Response) return prepared
  const isFront = prepared.url.pathname.startsWith('/authorize')
  const session = isFront ? await currentSession() : null
  const request: OidcRequest = {
    ...{ tenant, session, organization: prepared.organization, scope: prepared.scope },
  }
  return await withRequestOrigin(() => withRequest(request, () => answer(tenant, prepared, request)))
}

async function answer(tenant: Tenant, prepared: ReadyRequest, request: OidcRequest): Promise<Response> {
  const provider = await providerOf(tenant)
  const resumed = /^\/authorize\/([\w-]+)$/.exec(prepared.url.pathname)?.[1]
  if (resumed !== undefined) await beforeResuming(provider, resumed)
  const { req, res } = toReqRes(new Request(prepared.url, init(prepared, request)))
  const remoteAddress = prepared.headers.get('x-foyer-ip') ?? undefined
  Object.defineProperty(req, 'socket', {
    value: { encrypted: tenant.url.startsWith('https:'), remoteAddress },
  })
  void provider.callback()(req, res)
  return withoutSessionCookie(await toFetchResponse(res))
}

function init({ method, headers, body }: ReadyRequest, { session }: OidcRequest): RequestInit {
  const passed = new Headers(headers)
  const others = (headers.get('cookie') ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith('foyer-') && !cookie.startsWith(sessionCookie))
  if (session) others.push(`${sessionCookie}=${session.id}`)
  passed.set('cookie', others.join('; '))
  return { method, headers: passed, ...(body === undefined ? {} : { body }) }
}

/** The browser has our own cookie for that. */
function withoutSessionCookie(response: Response): Response {
  const cookies = response.headers.getSetCookie().filter((cookie) => !cookie.startsWith(`${sessionCookie}=`))
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(response.body, { status: response.status, headers })
}
