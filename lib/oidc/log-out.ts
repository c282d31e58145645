import { headers } from 'next/headers'
import { findApplication } from '@/lib/domain/tokens/find-application'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { withRequestOrigin } from '@/lib/web/origin'
import { startProviderSignOut } from '@/lib/web/provider-sign-out'
import { clearSessionCookie, currentSession, endIfLive } from '@/lib/web/session'
import { currentTenant } from '@/lib/web/tenant'
import { problemHtml } from './problem-page'
import { orTemporarilyUnavailable } from './temporarily-unavailable'
import { verifyToken } from '@/lib/domain/keys/verify-token'

const parameters = ['client_id', 'returnTo', 'id_token_hint', 'post_logout_redirect_uri', 'state'] as const
type LogoutParameters = Partial<Record<(typeof parameters)[number], string>>

interface LogoutRequest {
  /** One of the application’s registered addresses, or a page of ours. */
  to: string
  /** From the ID token. */
  subject: string | undefined
  /** A request with Auth0’s parameters needs no ID token. */
  isAllowed: boolean
  askingPage: string
}

/** Auth0’s parameters, or OpenID Connect’s: without the user’s ID token, a page asks them first. */
export function logOut(raw: Request): Promise<Response> {
  return orTemporarilyUnavailable(raw, () => answerOf(raw))
}

async function answerOf(raw: Request): Promise<Response> {
  if (raw.method === 'POST') return redirectFromForm(await raw.text())
  const tenant = await currentTenant()
  const request = await parseLogout(tenant, new URL(raw.url).searchParams)
  if (typeof request === 'string') return refusal(request)
  const session = await currentSession()
  if (!session) return redirectTo(request.to)
  const isNamed = request.subject === session.user.id
  if (!isNamed && !request.isAllowed) return redirectTo(request.askingPage)
  const ended = await withRequestOrigin(() => endIfLive(tenant, session))
  await clearSessionCookie(tenant)
  return redirectTo(await startProviderSignOut(tenant, ended, request.to))
}

export function logoutParameters(given: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of parameters) {
    const value = given.get(name)
    if (value) query.set(name, value)
  }
  return query
}

/** A string says why the user cannot be sent anywhere. */
async function parseLogout(tenant: Tenant, given: URLSearchParams): Promise<LogoutRequest | string> {
  const twice = parameters.find((name) => given.getAll(name).length > 1)
  if (twice) return `${twice} must not be given twice`
  const requested: LogoutParameters = Object.fromEntries(logoutParameters(given))
  const hint = await readHint(tenant, requested.id_token_hint)
  const clientId = requested.client_id ?? hint?.clientId
  if (hint && hint.clientId !== clientId) return 'id_token_hint was not made for this client_id'
  const allowed = await findLogoutUrls(tenant, clientId)
  if (!allowed) return 'client_id is unknown'
  const { id_token_hint: _, ...rest } = requested
  const to = addressOf(requested, allowed)
  if (to === null) return 'the address to return to is not among the application’s logout URLs'
  return { to, subject: hint?.sub, isAllowed: isAuth0Form(requested), askingPage: askingPage(rest, clientId) }
}

/** Null for an unknown application. */
async function findLogoutUrls(tenant: Tenant, clientId: string | undefined): Promise<string[] | null> {
  if (clientId === undefined) return []
  return (await findApplication(tenant.id, clientId))?.logoutUrls ?? null
}

/** Only one of the application’s own; the first of them by default. */
function addressOf(requested: LogoutParameters, allowed: string[]): string | null {
  const back = requested.post_logout_redirect_uri ?? requested.returnTo
  if (back === undefined) return allowed[0] ?? '/'
  return allowed.includes(back) ? withState(back, requested) : null
}

function isAuth0Form(requested: LogoutParameters): boolean {
  return (
    requested.returnTo !== undefined &&
    requested.client_id !== undefined &&
    requested.id_token_hint === undefined
  )
}

/** Without the ID token, which is long and was read already. */
function askingPage(requested: LogoutParameters, clientId: string | undefined): string {
  const query = new URLSearchParams({
    ...requested,
    ...(clientId === undefined ? {} : { client_id: clientId }),
  })
  return `/v2/logout/ask?${query.toString()}`
}

/** An expired ID token is accepted too. */
async function readHint(
  tenant: Tenant,
  hint: string | undefined,
): Promise<{ sub: string; clientId: string } | null> {
  const claims =
    hint === undefined ? null : await verifyToken(tenant, hint, { typ: 'JWT', evenExpired: true })
  if (typeof claims?.sub !== 'string' || typeof claims.aud !== 'string') return null
  return { sub: claims.sub, clientId: claims.aud }
}

function withState(back: string, { post_logout_redirect_uri: standard, state }: LogoutParameters): string {
  if (standard === undefined || state === undefined || !URL.canParse(back)) return back
  const url = new URL(back)
  url.searchParams.set('state', state)
  return url.href
}

/** Another site’s form comes without our cookie; a redirect brings it. */
function redirectFromForm(form: string): Response {
  if (form.length > 20_000) return Response.json({ error: 'invalid_request' }, { status: 413 })
  return redirectTo(`/v2/logout?${logoutParameters(new URLSearchParams(form)).toString()}`, 303)
}

function redirectTo(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location, 'cache-control': 'no-store' } })
}

async function refusal(description: string): Promise<Response> {
  const nonce = (await headers()).get('x-nonce') ?? ''
  return new Response(problemHtml(nonce, { error: 'invalid_request', description, doing: 'sign-out' }), {
    status: 400,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
