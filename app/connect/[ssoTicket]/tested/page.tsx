import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { getTicketConnection } from '@/lib/domain/sso-tickets/queries'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { requireTicket, ticketPath } from '@/lib/http/ticket-action'
import { FrontPage } from '../../../(front)/front-page'
import { TestResult } from '../../../(identity-providers)/test-result'

export const metadata: Metadata = { title: 'Test result', robots: { index: false } }

export default async function TestedPage({ params }: { params: Promise<{ ssoTicket: string }> }) {
  const { ssoTicket: ticket } = await params
  const { access, found } = await requireTicket(ticket)
  const connection = await getTicketConnection(access, found.connectionId)
  return (
    <FrontPage organization={found.organization} isWide title="Test result" text="No one was signed in here.">
      <div>
        <BackLink href={ticketPath(ticket)}>{connection.displayName}</BackLink>
        <TestResult connection={connection} result={await findConnectionTest(connection.id)} />
      </div>
    </FrontPage>
  )
}
