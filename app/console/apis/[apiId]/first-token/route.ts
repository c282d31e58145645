import { findFirstTokenFor } from '@/lib/domain/apis/queries'
import { consolePage } from '@/lib/http/person'

interface FirstTokenRoute {
  params: Promise<{ apiId: string }>
}

/** The API’s page polls it. Answers `{ at }`, or null before the first token. */
export async function GET(_request: Request, { params }: FirstTokenRoute): Promise<Response> {
  const { apiId } = await params
  const { operator } = await consolePage('read:resource_servers')
  return Response.json(await findFirstTokenFor(operator, apiId), { headers: { 'cache-control': 'no-store' } })
}
