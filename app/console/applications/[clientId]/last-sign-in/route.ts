import { findLastSignIn } from '@/lib/domain/clients/client-use'
import { consolePage } from '@/lib/http/person'

interface LastSignInRoute {
  params: Promise<{ clientId: string }>
}

/** The quick start polls it. Answers `{ at, email }`, or null before the first sign-in. */
export async function GET(_request: Request, { params }: LastSignInRoute): Promise<Response> {
  const { clientId } = await params
  const { operator } = await consolePage('read:clients')
  return Response.json(await findLastSignIn(operator, clientId), { headers: { 'cache-control': 'no-store' } })
}
