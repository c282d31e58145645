import { z } from 'zod'
import { readAccount } from '@/lib/db/one-statement'
import { audience } from './find-application'

const account = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  picture: z.string().nullable(),
  emailVerified: z.boolean(),
  updatedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
})
const refusal = z.enum(['user', 'member', 'connection', 'network', 'time', 'factor', 'application'])
/** Null without an API. `permissions` are the user’s on that API. */
const atAudience = {
  audience: audience.nullable(),
  permissions: z.array(z.string()).nullable(),
  /** On the Management API; null unless asked for. */
  managementPermissions: z.array(z.string()).nullable(),
}
const status = z.union([
  z.object({ refusal: z.null(), account, ...atAudience }),
  z.object({ refusal, ...atAudience }),
])

export type Account = z.output<typeof account>
export type Refusal = z.output<typeof refusal>
export type AccountStanding = z.output<typeof status>

export interface SignedInAs {
  userId: string
  connectionId: string
  since: Date
  /** In which the user signed in: it may have ended in the organization alone. */
  sessionId: string
  clientId: string
  organizationId: string | null
  /** The request is sent by the application’s server: its address is not where the user is. */
  isFromServer?: boolean
  /** The session itself, and not an authorization that comes from it: its idle time counts. */
  isSession?: true
  /** Read if it is in an organization and its application may use the My Organization API. */
  withManagementPermissions?: boolean
}

/**
 * One statement, so that a token never mixes permissions with an access right that has changed meanwhile.
 * Refusals: `connection` also for the time of the sign-in; `application` if its members cannot use this one.
 */
export async function findAccount(
  tenantId: string,
  as: SignedInAs,
  identifier: string | null = null,
): Promise<AccountStanding> {
  const { isFromServer = false, isSession = false, withManagementPermissions = false } = as
  const { userId, connectionId, since, sessionId, clientId, organizationId } = as
  const signIn = { userId, connectionId, since, sessionId, clientId, organizationId }
  const signedIn = { ...signIn, isSession, withManagementPermissions }
  return status.parse(await readAccount(tenantId, { as: signedIn, audience: identifier, isFromServer }))
}
