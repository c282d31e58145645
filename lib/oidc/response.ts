import { toFetchResponse, toReqRes } from 'fetch-to-node'
import { saveUse } from './note-use'
import { providerOf, sessionCookie } from './provider'
import type { NormalizedRequest } from './normalize-request'
import { withRequest, type OidcRequest } from './request'
import { beforeResuming } from './resume'
import { cookiesIn, forBrowser } from './interaction-cookies'

/** In seconds. Keys are published 10 minutes before they sign; short, since a revoked key is trusted until then. */
const keysMayBeKept = 300

export function answer(prepared: NormalizedRequest, request: OidcRequest): Promise<Response> {
  return withRequest(request, () => ask(prepared, request))
}

async function ask(prepared: NormalizedRequest, request: OidcRequest): Promise<Response> {
  const { tenant } = request
  const { pathname } = prepared.url
  const provider = await providerOf(tenant)
  const resumed = /^\/authorize\/([\w-]+)$/.exec(pathname)?.[1]
  if (resumed !== undefined) await beforeResuming(provider, resumed)
  const { req, res } = toReqRes(new Request(prepared.url, init(prepared, request)))
  const remoteAddress = prepared.headers.get('x-foyer-ip') ?? undefined
  Object.defineProperty(req, 'socket', {
    value: { encrypted: tenant.url.startsWith('https:'), remoteAddress },
  })
  void provider.callback()(req, res)
  const response = await toFetchResponse(res)
  await saveUse(response.ok)
  return readdressed(response, { prepared, resumed })
}

function init({ method, headers, body }: NormalizedRequest, { session }: OidcRequest): RequestInit {
  const passed = new Headers(headers)
  const others = cookiesIn(headers.get('cookie') ?? '')
    .filter(([name]) => name.startsWith('foyer-') && !name.startsWith(sessionCookie))
    .map(([name, value]) => `${name}=${value}`)
  if (session) others.push(`${sessionCookie}=${session.id}`)
  passed.set('cookie', others.join('; '))
  return { method, headers: passed, ...(body === undefined ? {} : { body }) }
}

/** Without the provider’s session cookie, since the browser has our own. */
function readdressed(
  response: Response,
  { prepared, resumed }: { prepared: NormalizedRequest; resumed: string | undefined },
): Response {
  const lines = response.headers.getSetCookie().filter((line) => !line.startsWith(`${sessionCookie}=`))
  const cookies = forBrowser(lines, { sent: prepared.headers.get('cookie') ?? '', resumed })
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  // It would be about the browser’s connection, which may be about to close.
  headers.delete('connection')
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  if (response.ok && prepared.url.pathname === '/.well-known/jwks.json')
    headers.set('cache-control', `public, max-age=${keysMayBeKept}`)
  return new Response(response.body, { status: response.status, headers })
}
