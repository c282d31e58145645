import { z } from 'zod'
import { authorize, type TicketAccess } from '@/lib/access'
import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { callFunction } from '@/lib/db/one-statement'
import { brandDetails } from '../branding/brand-details'
import { sha256Hex } from '../crypto/digest'
import { asSelfServiceOffer } from '../self-service-profiles/queries'
import { ssoTicketStates, storedConnectionConfig } from './sso-ticket'

const text = z.string().nullable()

const foundTicket = z.object({
  id: z.string(),
  organizationId: z.string(),
  connectionId: z.string(),
  state: z.enum(ssoTicketStates),
  expiresAt: z.coerce.date(),
  /** Null for a connection that was there before. */
  config: storedConnectionConfig,
  /** Whether the connection exists, and its name. */
  connection: z.object({ displayName: z.string() }).nullable(),
  /** Whether everyone who signs in will become a member. */
  assignMembershipOnLogin: z.boolean(),
  offer: z
    .object({ userAttributes: z.unknown(), allowedStrategies: z.array(z.string()), introduction: text })
    .transform(asSelfServiceOffer),
  organization: z.object({
    slug: z.string(),
    displayName: z.string(),
    logoId: text,
    primaryColor: text,
    backgroundColor: text,
    brandDetails,
  }),
})

export type FoundSsoTicket = z.output<typeof foundTicket> & { tenantId: string }

/** Its holder has no account. Null for an unknown one. */
export async function findSsoTicket(tenantId: string, ticket: string): Promise<FoundSsoTicket | null> {
  const answer = await callFunction('find_sso_ticket', [tenantId, sha256Hex(ticket)])
  const found = foundTicket.nullable().parse(answer)
  return found && { tenantId, ...found }
}

/** Of the holder of a ticket, while it is live, which the database checks in each transaction. It has no permission. */
export function ticketAccessOf({
  id: ssoTicketId,
  tenantId,
  organizationId,
  connectionId,
}: Pick<FoundSsoTicket, 'id' | 'tenantId' | 'organizationId' | 'connectionId'>): TicketAccess {
  return authorize({
    kind: 'organization' as const,
    tenantId,
    organizationId,
    caller: { ssoTicketId, connectionId },
    permissions: new Set<string>(),
  })
}

/** Also of unknown tickets. */
const perAddress: Limit = { name: 'sso_ticket_ip', points: 100, seconds: 15 * 60, isOfNetwork: true }
const perTicket: Limit = { name: 'sso_ticket', points: 100, seconds: 15 * 60 }

/** @throws DomainError too_many */
export async function reserveTicketUse(tenantId: string, ticket: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
  await reserve(perTicket, `${tenantId} ${sha256Hex(ticket)}`)
}
