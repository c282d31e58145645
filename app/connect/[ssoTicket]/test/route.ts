import { startConnectionTest } from '@/lib/federation/connection-test'
import { seeOther } from '@/lib/federation/redirect'
import { requireTicket, ticketPath } from '@/lib/http/ticket-action'

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ ssoTicket: string }> },
): Promise<Response> {
  const { ssoTicket: ticket } = await params
  const { access, found } = await requireTicket(ticket)
  const tester = { access, slug: null, returnTo: `${ticketPath(ticket)}/tested` }
  return seeOther(await startConnectionTest(tester, found.connectionId))
}

/** A prefetch must not start a sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
