import { read } from '@/lib/db/doors'
import { writeIfPossible } from '@/lib/db/optional-write'
import type { Tx } from '@/lib/db/prisma'
import { byCookie } from './by-cookie'

export interface LiveSession {
  id: string
  user: { id: string; email: string; name: string }
  connectionId: string
  amr: string[]
  authTime: Date
  expiresAt: Date
  /** Where she lands: null once her access there has ended. */
  organization: { id: string; slug: string; displayName: string } | null
}

/**
 * The session behind a cookie, if it still lives: not ended, not idle too long, its person not blocked. That it was
 * seen is written apart, since a session is found also while the database takes no writes.
 */
export async function findSession(
  tenantId: string,
  sessionId: string,
  userId: string,
): Promise<LiveSession | null> {
  const found = await read(byCookie(tenantId), (tx) => findLive(tx, { tenantId, userId, sessionId }))
  if (found?.isSeenLongAgo)
    await writeIfPossible(() => read(byCookie(tenantId), (tx) => touch(tx, tenantId, sessionId)))
  return found?.session ?? null
}

async function findLive(
  tx: Tx,
  { tenantId, userId, sessionId }: Omit<Place, 'organizationId'> & { tenantId: string },
): Promise<{ session: LiveSession; isSeenLongAgo: boolean } | null> {
  if ((await refusalOf(tx, { organizationId: null, userId, sessionId })) !== null) return null
  const session = await tx.session.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: sessionId } },
    include: { user: { select: { id: true, email: true, name: true } } },
  })
  const { id, user, connectionId, amr, authTime, expiresAt, organizationId } = session
  const organization = organizationId ? await standingIn(tx, { organizationId, userId, sessionId }) : null
  return {
    session: { id, user, connectionId, amr, authTime, expiresAt, organization },
    isSeenLongAgo: await isSeenLongAgo(tx, tenantId, sessionId),
  }
}

interface Place {
  organizationId: string | null
  userId: string
  sessionId: string
}

async function standingIn(
  tx: Tx,
  place: Place & { organizationId: string },
): Promise<LiveSession['organization']> {
  if ((await refusalOf(tx, place)) !== null) return null
  return tx.organization.findFirst({
    where: { id: place.organizationId },
    select: { id: true, slug: true, displayName: true },
  })
}

async function refusalOf(tx: Tx, { organizationId, userId, sessionId }: Place): Promise<string | null> {
  const rows = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT refusal FROM foyer_standing(${organizationId}, ${userId}, ${sessionId})`
  return rows[0] ? rows[0].refusal : 'session'
}

/** By the database’s clock. */
async function isSeenLongAgo(tx: Tx, tenantId: string, sessionId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isSeenLongAgo: boolean }[]>`
    SELECT last_seen_at < now() - interval '1 minute' AS "isSeenLongAgo"
    FROM sessions WHERE tenant_id = ${tenantId} AND id = ${sessionId}`
  return row?.isSeenLongAgo ?? false
}

/** At most once a minute, so that reading stays cheap; not while a change of the same session locks its row. */
async function touch(tx: Tx, tenantId: string, sessionId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET last_seen_at = now()
    WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM sessions
      WHERE tenant_id = ${tenantId} AND id = ${sessionId} AND last_seen_at < now() - interval '1 minute'
      FOR NO KEY UPDATE SKIP LOCKED)`
}
