import { headRefusal, seeOther } from '@/lib/federation/redirect'
import { notSignedOutTherePage, usedSignOutPage } from '@/lib/federation/saml/logout-page'
import { takeSignOutResponse } from '@/lib/federation/saml/signed-out'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'
import { currentTenant } from '@/lib/web/tenant'

/** The last page for a browser that signed out here and at its provider. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () => {
    const query = new URL(request.url).searchParams
    const outcome = await takeSignOutResponse(await currentTenant(), connection, query)
    if (outcome.kind === 'signed_out') return seeOther(outcome.returnTo)
    const nonce = request.headers.get('x-nonce') ?? ''
    return outcome.kind === 'lost' ? usedSignOutPage(nonce) : notSignedOutTherePage(nonce)
  })
}

export const HEAD = headRefusal('GET')
