import { ticketOf, type TicketPurpose } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { env } from '@/lib/env'

export interface LinkedInvitation {
  ticket: string
  organization: { id: string; slug: string }
  tenant: { url: string; defaultRedirectionUri: string | null }
  client: { initiateLoginUri: string | null } | null
}

/** The application, which redirects to /authorize; else the tenant’s default login route; else our own page. */
export function invitationLink({ ticket, organization, tenant, client }: LinkedInvitation): string {
  const route = [client?.initiateLoginUri, tenant.defaultRedirectionUri].find(
    (uri) => uri != null && isSafeRoute(uri),
  )
  const url = new URL(route ?? `${tenant.url}/invitations/${ticket}`)
  url.searchParams.set('invitation', ticket)
  url.searchParams.set('organization', organization.id)
  url.searchParams.set('organization_name', organization.slug)
  return url.href
}

interface Ticketed {
  id: string
  version: number
  tickets: readonly { version: number; purpose: string; ticketHash: string }[]
}

/** Derived with the secret that its stored hash was made with, if that is accepted. */
export function ticketFor(invitation: Ticketed, purpose: TicketPurpose): string {
  const ticket = findTicket(invitation, purpose)
  if (ticket === null)
    throw new Error(`The ticket of invitation ${invitation.id} was made with an unknown FOYER_SECRET.`)
  return ticket
}

/** Null if it was made with a secret that is not accepted any more. */
export function findTicket(invitation: Ticketed, purpose: TicketPurpose): string | null {
  const { id, version, tickets } = invitation
  const stored = tickets.find((ticket) => ticket.version === version && ticket.purpose === purpose)
  for (const secret of env().acceptedSecrets) {
    const ticket = ticketOf({ secret, invitationId: id, version, purpose })
    if (sha256Hex(ticket) === stored?.ticketHash) return ticket
  }
  return null
}

export interface NewTicket {
  purpose: TicketPurpose
  ticket: string
  /** Only the hash is stored. */
  ticketHash: string
}

/** They are valid once their hashes are stored. */
export function newTickets(invitation: { id: string; version: number }): NewTicket[] {
  return [newTicket(invitation, 'mailed'), newTicket(invitation, 'shown')]
}

function newTicket({ id, version }: { id: string; version: number }, purpose: TicketPurpose): NewTicket {
  const ticket = ticketOf({ secret: env().secret, invitationId: id, version, purpose })
  return { purpose, ticket, ticketHash: sha256Hex(ticket) }
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A ticket is a secret: only by https, or on localhost. */
export function isSafeRoute(uri: string): boolean {
  const url = URL.parse(uri)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))
}
