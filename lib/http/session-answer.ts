import NextAuth, { type NextAuthOptions } from 'next-auth'
import type { NextApiRequest, NextApiResponse } from 'next'
import { RequestCookies } from 'next/dist/server/web/spec-extension/cookies'
import { authAnswer, readAuthBody, refuse, type AuthRequest } from './auth-answer'

/** As NextAuth’s own client asks, or updates it; with a query, NextAuth’s route answers. */
export function isOfSession({ method, url }: { method: string; url: string }): boolean {
  return (method === 'GET' || method === 'POST') && url === '/api/auth/session'
}

/** Without Next’s router. NextAuth reads or updates the session, and renews the cookie. */
export async function answerSession(request: Request): Promise<Response> {
  const { url, headers, method } = request
  const withCookies = { url, headers, cookies: new RequestCookies(headers) }
  const body = method === 'POST' ? await readAuthBody(request) : {}
  if (!body) return refuse(400, 'Bad request')
  const work = (options: NextAuthOptions) => runNextAuth(withCookies, { method, body, options })
  return authAnswer(withCookies, work, method === 'POST')
}

interface Given {
  method: string
  body: Record<string, unknown>
  options: NextAuthOptions
}

/** NextAuth’s form for the Pages Router, of which it uses these parts of Next’s request and response. */
async function runNextAuth(
  { headers, cookies }: AuthRequest,
  { method, body, options }: Given,
): Promise<Response> {
  const request = {
    method,
    body,
    query: { nextauth: ['session'] },
    headers: Object.fromEntries(headers),
    cookies: Object.fromEntries(cookies.getAll().map(({ name, value }) => [name, value])),
  }
  const reply = new Reply()
  const withoutProviders = { ...options, providers: [] }
  await NextAuth(request as unknown as NextApiRequest, reply as unknown as NextApiResponse, withoutProviders)
  return Response.json(reply.body, { status: reply.code, headers: reply.headers })
}

class Reply {
  readonly headers = new Headers()
  code = 200
  body: unknown = {}

  status(code: number): this {
    this.code = code
    return this
  }

  getHeader(): string[] {
    return this.headers.getSetCookie()
  }

  setHeader(name: string, value: string | readonly string[]): void {
    this.headers.delete(name)
    for (const line of [value].flat()) this.headers.append(name, line)
  }

  send(body: unknown): void {
    this.body = body
  }
}
