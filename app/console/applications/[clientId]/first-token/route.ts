import { findFirstToken } from '@/lib/domain/clients/client-use'
import { consolePage } from '@/lib/http/person'

interface FirstTokenRoute {
  params: Promise<{ clientId: string }>
}

/** For the quick start of a machine, which asks again and again. Answers `{ at }`, or null before. */
export async function GET(_request: Request, { params }: FirstTokenRoute): Promise<Response> {
  const { clientId } = await params
  const { operator } = await consolePage('read:clients')
  return Response.json(await findFirstToken(operator, clientId), { headers: { 'cache-control': 'no-store' } })
}
