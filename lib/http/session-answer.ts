import { getServerSession, type NextAuthOptions } from 'next-auth'
import { NextRequest } from 'next/server'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { authAnswer } from './auth-answer'

/** Besides `cache-control`, as in NextAuth’s own route. */
const fixed = { 'content-type': 'application/json', pragma: 'no-cache', expires: '0' }

/** As NextAuth’s own client asks; with a query, NextAuth’s route answers. */
export function isSessionRead({ method, url }: { method: string; url: string }): boolean {
  return method === 'GET' && url === '/api/auth/session'
}

/** Without Next’s router. NextAuth reads the session and renews the cookie. */
export function answerSession(request: Request): Promise<Response> {
  const { url, headers } = request
  const withCookies = new NextRequest(url, { headers })
  return authAnswer(withCookies, (options) => readSession(withCookies, options))
}

/** NextAuth’s form for the Pages Router takes Node’s request and response; only their headers are used. */
async function readSession({ headers, cookies }: NextRequest, options: NextAuthOptions): Promise<Response> {
  const message = Object.assign(new IncomingMessage(new Socket()), {
    headers: Object.fromEntries(headers),
    cookies: Object.fromEntries(cookies.getAll().map(({ name, value }) => [name, value])),
  })
  const reply = new ServerResponse(message)
  const session = await getServerSession(message, reply, options)
  const response = Response.json(session ?? {}, { headers: fixed })
  for (const line of [reply.getHeader('set-cookie') ?? []].flat())
    response.headers.append('set-cookie', String(line))
  return response
}
