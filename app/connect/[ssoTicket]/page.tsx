import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Time } from '@/components/ui/time'
import type { FoundSsoTicket } from '@/lib/domain/sso-tickets/find-sso-ticket'
import { findTicket } from '@/lib/http/ticket-action'
import { currentTenant } from '@/lib/web/tenant'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../(front)/front-links'
import { FrontPage } from '../../(front)/front-page'
import { frontMetadata } from '../../brand-metadata'
import { ClosedTicket } from './closed-ticket'
import { ConnectedProvider } from './connected-provider'
import { NewProvider } from './new-provider'

interface TicketPageProps {
  params: Promise<{ ssoTicket: string }>
  searchParams: Promise<RawQuery>
}

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const found = await findTicket((await params).ssoTicket)
  return {
    ...(found ? frontMetadata(found.organization, 'Connect your identity provider') : {}),
    robots: { index: false },
  }
}

export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const { ssoTicket: ticket } = await params
  const query = await searchParams
  const found = await findTicket(ticket)
  if (!found) notFound()
  const { state, organization, connection } = found
  const { name: tenantName } = await currentTenant()
  if (state !== 'live') return <ClosedTicket found={found} state={state} tenantName={tenantName} />
  return (
    <FrontPage
      organization={organization}
      isWide
      title={`Connect the identity provider of ${organization.displayName}`}
      text={<Introduction found={found} tenantName={tenantName} />}
    >
      {connection === null ? (
        <NewProvider
          ticket={ticket}
          found={found}
          chosen={one(query['provider'])}
          product={one(query['product'])}
        />
      ) : (
        <ConnectedProvider ticket={ticket} found={found} />
      )}
    </FrontPage>
  )
}

function Introduction({ found, tenantName }: { found: FoundSsoTicket; tenantName: string }) {
  const { offer, organization, expiresAt } = found
  const defaultText = `${tenantName} asks you to connect the provider that people of ${organization.displayName} sign in with. You need no account here, and can come back with the same link.`
  return (
    <div className="flex max-w-form flex-col gap-2">
      <p className="wrap-anywhere whitespace-pre-line">{offer.introduction ?? defaultText}</p>
      <p>
        The link expires <Time value={expiresAt} />. Share it only with those who set the provider up with
        you.
      </p>
    </div>
  )
}
