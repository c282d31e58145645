import { startConnectionTest } from '@/lib/federation/connection-test'
import { seeOther } from '@/lib/federation/redirect'
import { consolePage } from '@/lib/http/person'

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ connectionId: string }> },
): Promise<Response> {
  const { operator } = await consolePage('read:connections')
  return seeOther(await startConnectionTest({ access: operator, slug: null }, (await params).connectionId))
}

/** A prefetch must not start a sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
