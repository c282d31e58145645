import { seeOther } from '@/lib/federation/redirect'
import { notSignedOutTherePage, signOutOverPage } from '@/lib/federation/saml/logout-page'
import { takeSignOutAnswer } from '@/lib/federation/saml/signed-out'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'
import { currentTenant } from '@/lib/web/tenant'

/** Where a browser ends that signed out here and at its provider. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () => {
    const query = new URL(request.url).searchParams
    const outcome = await takeSignOutAnswer(await currentTenant(), connection, query)
    if (outcome.kind === 'signed_out') return seeOther(outcome.returnTo)
    const nonce = request.headers.get('x-nonce') ?? ''
    return outcome.kind === 'lost' ? signOutOverPage(nonce) : notSignedOutTherePage(nonce)
  })
}

export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
