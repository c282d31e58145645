import { handleCallback } from '@/lib/federation/handle-callback'
import { seeOther } from '@/lib/federation/redirect'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

/** The redirect URI that several providers share. Not for SAML, whose responses come by POST. */
export async function GET(request: Request): Promise<Response> {
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await handleCallback(null, new URL(request.url).searchParams)),
  )
}

/** A prefetch must not use up the sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
