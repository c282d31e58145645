import { toFetchResponse, toReqRes } from 'fetch-to-node'
import type { Provider } from 'oidc-provider'
import { cookiesIn, cookiesForBrowser } from './interaction-cookies'
import type { NormalizedRequest } from './normalize-request'
import { saveUse } from './note-use'
import { providerOf, sessionCookie } from './provider'
import { withRequest, type OidcRequest, currentRequest } from './request'

/** In seconds. Keys are published 10 minutes before they sign; short, since a revoked key is trusted until then. */
const keysMaxAge = 300

export function answer(prepared: NormalizedRequest, request: OidcRequest): Promise<Response> {
  return withRequest(request, () => callProvider(prepared, request))
}

async function callProvider(prepared: NormalizedRequest, request: OidcRequest): Promise<Response> {
  const { tenant } = request
  const { pathname } = prepared.url
  const provider = await providerOf(tenant)
  const resumed = /^\/authorize\/([\w-]+)$/.exec(pathname)?.[1]
  if (resumed !== undefined) await completeInteraction(provider, resumed)
  const { req, res } = toReqRes(new Request(prepared.url, requestInit(prepared, request)))
  const remoteAddress = prepared.headers.get('x-foyer-ip') ?? undefined
  Object.defineProperty(req, 'socket', {
    value: { encrypted: tenant.url.startsWith('https:'), remoteAddress },
  })
  void provider.callback()(req, res)
  const response = await toFetchResponse(res)
  await saveUse(response.ok)
  return withOwnCookies(response, { prepared, resumed })
}

function requestInit({ method, headers, body }: NormalizedRequest, { session }: OidcRequest): RequestInit {
  const passed = new Headers(headers)
  const others = cookiesIn(headers.get('cookie') ?? '')
    .filter(([name]) => name.startsWith('foyer-') && !name.startsWith(sessionCookie))
    .map(([name, value]) => `${name}=${value}`)
  if (session) others.push(`${sessionCookie}=${session.id}`)
  passed.set('cookie', others.join('; '))
  return { method, headers: passed, ...(body === undefined ? {} : { body }) }
}

/** Without the provider’s session cookie, since the browser has our own. */
function withOwnCookies(
  response: Response,
  { prepared, resumed }: { prepared: NormalizedRequest; resumed: string | undefined },
): Response {
  const lines = response.headers.getSetCookie().filter((line) => !line.startsWith(`${sessionCookie}=`))
  const cookies = cookiesForBrowser(lines, { sent: prepared.headers.get('cookie') ?? '', resumed })
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  // It would be about the browser’s connection, which may be about to close.
  headers.delete('connection')
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  if (response.ok && prepared.url.pathname === '/.well-known/jwks.json')
    headers.set('cache-control', `public, max-age=${keysMaxAge}`)
  return new Response(response.body, { status: response.status, headers })
}

/** From the live session, never from the browser. One older than the request does not answer “sign in again”. */
async function completeInteraction(provider: Provider, uid: string): Promise<void> {
  const interaction = await provider.Interaction.find(uid)
  if (!interaction || interaction.result?.['error'] !== undefined) return
  const { session } = currentRequest()
  const requested = interaction.iat
  const isFresh = session !== null && Math.ceil(session.authTime.getTime() / 1000) >= requested
  interaction.result = {
    consent: {},
    ...(session && isFresh ? { login: loginOf(session), select_account: {} } : {}),
  }
  await interaction.persist()
}

function loginOf(session: { user: { id: string }; authTime: Date; amr: string[] }) {
  return { accountId: session.user.id, ts: Math.floor(session.authTime.getTime() / 1000), amr: session.amr }
}
