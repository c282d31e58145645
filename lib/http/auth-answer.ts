import type { NextAuthOptions } from 'next-auth'
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { withOrigin } from '@/lib/db/events'
import { isUnavailable } from '@/lib/errors'
import { refusedRequest } from '@/lib/request-state'
import { originOf } from '@/lib/web/origin'
import { authOptions } from './next-auth'
import { callbackUrl, cookieNameFor, csrfToken } from '@/lib/web/session-cookie'
import { pinnedTenant } from '@/lib/web/tenant'

/** Any NextRequest has these. */
export type AuthRequest = Pick<NextRequest, 'url' | 'headers' | 'cookies'>

/**
 * NextAuth takes an unreadable session for none and deletes its cookie, so the request state decides.
 * @param isUpdate the request updates the session
 */
export async function authAnswer(
  request: AuthRequest,
  work: (options: NextAuthOptions) => Promise<Response>,
  isUpdate = false,
): Promise<Response> {
  try {
    const tenant = await pinnedTenant(request.headers)
    if (!hasCallbackUrls(request, cookieNameFor(tenant, callbackUrl))) return refuse(400, 'Bad request')
    const csrfCookie = request.cookies.get(cookieNameFor(tenant, csrfToken))?.value
    const options = authOptions(tenant, { isUpdate, csrfCookie })
    const response = await withOrigin(originOf(request.headers), () => work(options))
    if (refusedRequest()?.status === 503) return busy()
    response.headers.set('cache-control', 'no-store')
    return response
  } catch (error) {
    if (isUnavailable(error)) return busy()
    throw error
  }
}

export function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'cache-control': 'no-store' } })
}

const withCallbackUrl = z.looseObject({ callbackUrl: z.string().optional() })

/** As NextAuth reads it. Null if it is not JSON, or has a callback URL that is none: NextAuth would answer 500. */
export async function readAuthBody(request: Request): Promise<Record<string, unknown> | null> {
  const text = await request.text()
  const type = request.headers.get('content-type') ?? ''
  const isJson = type.includes('application/json')
  const fields = new URLSearchParams(text)
  const body = isJson ? parsedJson(text) : Object.fromEntries(fields)
  if (!body) return null
  const urls = isJson ? [body['callbackUrl'] ?? ''].map(String) : fields.getAll('callbackUrl')
  if (!urls.every((url) => url === '' || isHttpUrl(url, new URL(request.url).origin))) return null
  return isJson || type.includes('application/x-www-form-urlencoded') ? body : {}
}

function parsedJson(text: string): Record<string, unknown> | null {
  try {
    return withCallbackUrl.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function isHttpUrl(url: string, origin: string): boolean {
  const base = url.startsWith('/') ? origin : undefined
  return URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol)
}

/** NextAuth answers 500 to an invalid callback URL, in the query or in its cookie. */
function hasCallbackUrls({ url: requested, cookies }: AuthRequest, cookieName: string): boolean {
  const { searchParams, origin } = new URL(requested)
  const remembered = cookies.getAll(cookieName).map(({ value }) => value)
  const urls = [...searchParams.getAll('callbackUrl'), ...remembered]
  return urls.every((url) => url === '' || isHttpUrl(url, origin))
}

function busy(): Response {
  const headers = { 'cache-control': 'no-store', 'retry-after': '5' }
  const message = 'The service is busy right now. Try again in a moment.'
  return Response.json({ message }, { status: 503, headers })
}
