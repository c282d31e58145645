import { z } from 'zod'
import { callFunction } from '@/lib/db/one-statement'
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
  /** The scopes to which a grant limits the application’s users on the API; null without one. */
  granted: z.array(z.string()).nullable(),
  /** The same on the My Organization API. */
  myOrganizationGranted: z.array(z.string()).nullable(),
}
const status = z.union([
  z.object({
    refusal: z.null(),
    account,
    /** The connection that the organization requires, if an owner enters it by another one and the log does not say so yet. */
    bypassedConnectionId: z.string().nullish(),
    ...atAudience,
  }),
  z.object({ refusal, ...atAudience }),
])

export type Account = z.output<typeof account>
export type Refusal = z.output<typeof refusal>
export type AccountStatus = z.output<typeof status>

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
  /** The application that gets the token, which another one’s may be exchanged for: the grants of both limit it. */
  issuedTo?: string | undefined
}

/** As readAccountStatus(), with the API and the permissions as the application’s grant limits them. */
export async function findAccount(
  tenantId: string,
  as: SignedInAs,
  identifier: string | null = null,
): Promise<AccountStatus> {
  const found = await readAccountStatus(tenantId, as, identifier)
  return limitedTo(found.granted, found)
}

/** Leaves nothing beyond the grant, whichever of the two a token is made of. */
export function limitedTo(granted: readonly string[] | null, found: AccountStatus): AccountStatus {
  if (granted === null) return found
  const { audience, permissions } = found
  const within = (names: readonly string[]) => names.filter((name) => granted.includes(name))
  return {
    ...found,
    audience: audience && { ...audience, permissions: within(audience.permissions) },
    permissions: permissions && within(permissions),
  }
}

/**
 * One statement, so that a token never mixes permissions with an access right that has changed meanwhile.
 * Refusals: `connection` also for the time of the sign-in; `application` if its members cannot use this one.
 */
export async function readAccountStatus(
  tenantId: string,
  as: SignedInAs,
  identifier: string | null,
): Promise<AccountStatus> {
  const { isFromServer = false, isSession = false, withManagementPermissions = false } = as
  const { userId, connectionId, since, sessionId, clientId, organizationId, issuedTo } = as
  const signIn = { userId, connectionId, since, sessionId, clientId, organizationId, issuedTo }
  const signedIn = { ...signIn, isSession, withManagementPermissions }
  const from = isFromServer ? 'server' : 'address'
  return status.parse(await callFunction('find_account', [tenantId, signedIn, identifier], from))
}
