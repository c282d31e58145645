import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { withRequestOrigin } from '@/lib/http/origin'
import { authOptions } from '@/lib/http/session'
import { currentTenant } from '@/lib/http/tenant'

async function answer(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const options = authOptions(await currentTenant())
  return withRequestOrigin(() => NextAuth(request, context, options) as Promise<Response>)
}

export { answer as GET, answer as POST }
