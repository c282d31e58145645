import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { authAnswer, isHttpUrl, refuse } from '@/lib/http/auth-answer'
import { answerSession, isSessionRead } from '@/lib/http/session-answer'

const withCallbackUrl = z.looseObject({ callbackUrl: z.string().optional() })

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function GET(request: NextRequest, context: Context): Promise<Response> {
  // Passwords are accepted by POST only. NextAuth would answer 500.
  if ((await context.params).nextauth[0] === 'callback') return refuse(404, 'Not found')
  const { pathname, search } = request.nextUrl
  const isOfSession = isSessionRead({ method: request.method, url: `${pathname}${search}` })
  return isOfSession ? answerSession(request) : answer(request, context)
}

async function POST(request: NextRequest, context: Context): Promise<Response> {
  return (await isReadable(request)) ? answer(request, context) : refuse(400, 'Bad request')
}

function answer(request: NextRequest, context: Context): Promise<Response> {
  return authAnswer(request, (options) => NextAuth(request, context, options) as Promise<Response>)
}

/** Answers 400 for a body that is not JSON or has an invalid callback URL; NextAuth would answer 500. */
async function isReadable(request: NextRequest): Promise<boolean> {
  const text = await request.clone().text()
  const isJson = request.headers.get('content-type')?.includes('application/json')
  const urls = isJson ? callbackUrlInJson(text) : new URLSearchParams(text).getAll('callbackUrl')
  return urls?.every((url) => url === '' || isHttpUrl(url, request.nextUrl.origin)) ?? false
}

function callbackUrlInJson(text: string): string[] | null {
  try {
    const { callbackUrl } = withCallbackUrl.parse(JSON.parse(text))
    return callbackUrl === undefined ? [] : [callbackUrl]
  } catch {
    return null
  }
}

export { GET, POST }
