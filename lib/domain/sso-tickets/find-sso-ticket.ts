import { z } from 'zod'
import { callFunction } from '@/lib/db/one-statement'
import { brandDetails } from '../branding/brand-details'
import { sha256Hex } from '../crypto/digest'
import { asSelfServiceOffer } from '../self-service-profiles/self-service-profile'
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
