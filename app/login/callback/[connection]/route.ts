import { handleCallback } from '@/lib/federation/handle-callback'
import { seeOther } from '@/lib/federation/redirect'
import { receiveSamlResponse } from '@/lib/federation/saml/receive-response'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

interface CallbackContext {
  params: Promise<{ connection: string }>
}

export async function GET(request: Request, { params }: CallbackContext): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await handleCallback(connection, new URL(request.url).searchParams)),
  )
}

/** A SAML identity provider’s form. */
export async function POST(request: Request, { params }: CallbackContext): Promise<Response> {
  const { connection } = await params
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return new Response('Send the response as a form.', { status: 415 })
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await receiveSamlResponse(connection, new URLSearchParams(await request.text()))),
  )
}

/** A prefetch must not use up the sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET, POST' } })
}
