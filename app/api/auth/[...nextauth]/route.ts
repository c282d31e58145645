import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { isUnavailable } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/http/origin'
import { authOptions } from '@/lib/http/session'
import { callbackUrl, cookieNameFor } from '@/lib/http/session-cookie'
import { currentTenant } from '@/lib/http/tenant'
import { refusedRequest } from '@/lib/request-state'

const withCallbackUrl = z.looseObject({ callbackUrl: z.string().optional() })

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function GET(request: NextRequest, context: Context): Promise<Response> {
  // A password comes by POST; NextAuth has a 500 for this.
  if ((await context.params).nextauth[0] === 'callback') return refuse(404, 'Not found')
  return answer(request, context)
}

async function POST(request: NextRequest, context: Context): Promise<Response> {
  return (await isReadable(request)) ? answer(request, context) : refuse(400, 'Bad request')
}

/** NextAuth takes a session that cannot be read for none, and ends it in the browser: the state of the request decides. */
async function answer(request: NextRequest, context: Context): Promise<Response> {
  try {
    const tenant = await currentTenant()
    if (!hasCallbackUrls(request, cookieNameFor(tenant, callbackUrl))) return refuse(400, 'Bad request')
    const options = authOptions(tenant)
    const response = await withRequestOrigin(() => NextAuth(request, context, options) as Promise<Response>)
    if (refusedRequest()?.status === 503) return busy()
    response.headers.set('cache-control', 'no-store')
    return response
  } catch (error) {
    if (isUnavailable(error)) return busy()
    throw error
  }
}

/** NextAuth has a 500 for a callback URL, in the query or in its cookie, that is none. */
function hasCallbackUrls({ nextUrl, cookies }: NextRequest, cookieName: string): boolean {
  const remembered = cookies.getAll(cookieName).map(({ value }) => value)
  const urls = [...nextUrl.searchParams.getAll('callbackUrl'), ...remembered]
  return urls.every((url) => url === '' || isHttpUrl(url, nextUrl.origin))
}

function isHttpUrl(url: string, origin: string): boolean {
  const base = url.startsWith('/') ? origin : undefined
  return URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol)
}

/** NextAuth has a 500 for JSON that is none, and for a callback URL in the body that is none. */
async function isReadable(request: NextRequest): Promise<boolean> {
  const text = await request.clone().text()
  const isJson = request.headers.get('content-type')?.includes('application/json')
  const urls = isJson ? callbackUrlInJson(text) : new URLSearchParams(text).getAll('callbackUrl')
  return urls?.every((url) => url === '' || isHttpUrl(url, request.nextUrl.origin)) ?? false
}

/** Null where the text is no JSON. */
function callbackUrlInJson(text: string): string[] | null {
  try {
    const { callbackUrl } = withCallbackUrl.parse(JSON.parse(text))
    return callbackUrl === undefined ? [] : [callbackUrl]
  } catch {
    return null
  }
}

function busy(): Response {
  const headers = { 'cache-control': 'no-store', 'retry-after': '5' }
  const message = 'Foyer is busy right now. Try again in a moment.'
  return Response.json({ message }, { status: 503, headers })
}

function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'cache-control': 'no-store' } })
}

export { GET, POST }
