import { findFirstToken } from '@/lib/domain/clients/client-use'
import { consolePage } from '@/lib/http/person'

interface FirstTokenRoute {
  params: Promise<{ clientId: string }>
}

/** The quick start of a machine polls it. Answers `{ at }`, or null before the first token. */
export async function GET(_request: Request, { params }: FirstTokenRoute): Promise<Response> {
  const { clientId } = await params
  const { operator } = await consolePage('read:clients')
  return Response.json(await findFirstToken(operator, clientId), { headers: { 'cache-control': 'no-store' } })
}
