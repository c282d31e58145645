import { z } from 'zod'
import { readAccount } from '@/lib/db/read-once'

const account = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  picture: z.string().nullable(),
  emailVerified: z.boolean(),
  updatedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  /** The organization that the token is for, by its id and its slug of today. */
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
})
const refusal = z.enum(['user', 'member', 'connection', 'application'])
const standing = z.union([z.object({ refusal: z.null(), account }), z.object({ refusal })])

export type Account = z.output<typeof account>
export type Refusal = z.output<typeof refusal>
export type AccountStanding = z.output<typeof standing>

/** Who signed in, how and when, to which application, and the organization that they ask for. */
export interface SignedInAs {
  userId: string
  connectionId: string
  since: Date
  clientId: string
  organizationId: string | null
}

/**
 * Whether a person may have tokens now, and what they say of them. `member`: nothing of theirs is in that
 * organization; `connection`: they signed in in a way, or at a time, that does not count there; `application`: its
 * members do not come in by this one.
 */
export async function findAccount(tenantId: string, as: SignedInAs): Promise<AccountStanding> {
  const { userId, connectionId, since, clientId, organizationId } = as
  return standing.parse(
    await readAccount(tenantId, { userId, connectionId, since, clientId, organizationId }),
  )
}
