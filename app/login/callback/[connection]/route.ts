import { seeOther } from '@/lib/federation/redirect'
import { handleCallback } from '@/lib/federation/handle-callback'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await handleCallback(connection, new URL(request.url).searchParams)),
  )
}

/** A prefetch must not use up the sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
