import { startFederatedSignIn } from '@/lib/federation/start-federated-sign-in'
import { seeOther } from '@/lib/federation/redirect'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

/** GET /sign-in/with/<id>?organization=<slug>&return_to=<path>&invitation=<ticket> redirects to the provider. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await startFederatedSignIn(connection, new URL(request.url).searchParams)),
  )
}

/** A prefetch must not start a sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
