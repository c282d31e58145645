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
  /** The organization that the token is for, by its id and its slug of today. */
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
})
const refusal = z.enum(['user', 'member', 'connection', 'application'])
/** What the tokens are for: the API, null where there is none, and what the person holds on it. */
const atAudience = { audience: audience.nullable(), permissions: z.array(z.string()).nullable() }
const status = z.union([
  z.object({ refusal: z.null(), account, ...atAudience }),
  z.object({ refusal, ...atAudience }),
])

export type Account = z.output<typeof account>
export type Refusal = z.output<typeof refusal>
export type AccountStanding = z.output<typeof status>

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
 * members do not come in by this one. The permissions are read in one statement with the person’s right to be there, so
 * that a token never mixes the one before a change with the other after it; null where the person is refused.
 * @param identifier of the API that the tokens are for
 */
export async function findAccount(
  tenantId: string,
  as: SignedInAs,
  identifier: string | null = null,
): Promise<AccountStanding> {
  const { userId, connectionId, since, clientId, organizationId } = as
  return status.parse(
    await readAccount(tenantId, { userId, connectionId, since, clientId, organizationId }, identifier),
  )
}
