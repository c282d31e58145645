import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { authAnswer, readAuthBody, refuse } from '@/lib/http/auth-answer'
import { answerSession, isOfSession } from '@/lib/http/session-answer'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function GET(request: NextRequest, context: Context): Promise<Response> {
  // Passwords are accepted by POST only. NextAuth would answer 500.
  if ((await context.params).nextauth[0] === 'callback') return refuse(404, 'Not found')
  return isSession(request) ? answerSession(request) : answer(request, context)
}

async function POST(request: NextRequest, context: Context): Promise<Response> {
  if (isSession(request)) return answerSession(request)
  // NextAuth would write whatever is sent to it into the log.
  if ((await context.params).nextauth[0] === '_log') return refuse(404, 'Not found')
  return (await readAuthBody(request.clone())) ? answer(request, context) : refuse(400, 'Bad request')
}

function isSession({ method, nextUrl: { pathname, search } }: NextRequest): boolean {
  return isOfSession({ method, url: `${pathname}${search}` })
}

function answer(request: NextRequest, context: Context): Promise<Response> {
  return authAnswer(request, (options) => NextAuth(request, context, options) as Promise<Response>)
}

export { GET, POST }
