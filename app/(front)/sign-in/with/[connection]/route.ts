import { startFederatedSignIn } from '@/lib/federation/start-federated-sign-in'
import { headRefusal, seeOther } from '@/lib/federation/redirect'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'
import { currentSession } from '@/lib/web/session'
import { findApplicationsHint, findKnownAddress } from '../../../known-address'

/** GET /sign-in/with/<id>?organization=<slug>&return_to=<path>&invitation=<ticket> redirects to the provider. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () => {
    const query = new URL(request.url).searchParams
    const hint = query.get('login_hint') ?? (await findHint(request, query))
    if (hint !== null) query.set('login_hint', hint)
    return seeOther(await startFederatedSignIn(connection, query))
  })
}

/**
 * Our own pages name the address that the provider may prefill; only the provider’s URL holds it. A link of another site
 * must not tell a provider who opens it.
 */
async function findHint({ headers }: Request, query: URLSearchParams): Promise<string | null> {
  const [address, return_to] = [query.get('address') ?? undefined, query.get('return_to') ?? undefined]
  if (headers.get('sec-fetch-site') !== 'same-origin') return findApplicationsHint(return_to)
  const known = await findKnownAddress({ address, return_to })
  if (known !== null || query.get('again') !== '1') return known
  return (await currentSession())?.user.email ?? null
}

export const HEAD = headRefusal('GET')
