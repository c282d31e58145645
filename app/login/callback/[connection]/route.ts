import { seeOther } from '@/lib/oidc/federation/see-other'
import { takeAnswer } from '@/lib/oidc/federation/take-answer'

/** Where a connection’s provider sends people back. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return seeOther(await takeAnswer(connection, new URL(request.url).searchParams))
}

/** A look ahead uses nothing up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
