import { read } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { byProvider } from './by-provider'

export interface Account {
  id: string
  email: string
  name: string
  picture: string | null
  emailVerified: boolean
  updatedAt: Date
  /** The organization that the token is for, by its id and its slug of today. */
  organization: { id: string; slug: string } | null
}

export type Refusal = 'user' | 'member' | 'connection' | 'application'
export type AccountStanding = { refusal: Refusal } | { refusal: null; account: Account }

/** Who signed in, how and when, to which application, and the organization that she asks for. */
export interface SignedInAs {
  userId: string
  connectionId: string
  since: Date
  clientId: string
  organizationId: string | null
}

/**
 * Whether a person may have tokens now, and what they say of her. `member`: nothing of hers is in that
 * organization; `connection`: she signed in in a way, or at a time, that does not count there; `application`: its
 * members do not come in by this one.
 */
export function findAccount(tenantId: string, as: SignedInAs): Promise<AccountStanding> {
  return read(byProvider(tenantId), (tx) => standingOf(tx, tenantId, as))
}

async function standingOf(tx: Tx, tenantId: string, as: SignedInAs): Promise<AccountStanding> {
  const user = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id: as.userId } } })
  if (!user || user.blocked || user.emailVerifiedAt === null) return { refusal: 'user' }
  const { id, email, name, picture, updatedAt } = user
  const account = { id, email, name, picture, emailVerified: true, updatedAt }
  if (as.organizationId === null) return { refusal: null, account: { ...account, organization: null } }
  const [place] = await tx.$queryRaw<{ slug: string; refusal: Refusal | null }[]>`
    SELECT o.slug, coalesce(foyer_admits(o.id, ${id}, ${as.connectionId}, ${as.since}),
      CASE WHEN NOT foyer_entitled(o.id, ${as.clientId}) THEN 'application' END) AS refusal
    FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${as.organizationId}`
  const refusal = place ? place.refusal : 'member'
  if (refusal !== null || !place) return { refusal: refusal ?? 'member' }
  return { refusal: null, account: { ...account, organization: { id: as.organizationId, slug: place.slug } } }
}
