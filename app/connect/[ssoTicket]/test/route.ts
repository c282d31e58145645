import { startConnectionTest } from '@/lib/federation/connection-test'
import { headRefusal, seeOther } from '@/lib/federation/redirect'
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

export const HEAD = headRefusal('GET')
