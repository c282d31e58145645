import { z } from 'zod'
import { readCallerContext, type CookieClaim } from '@/lib/db/one-statement'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { writeIfPossible } from '@/lib/db/optional-write'

const organization = z.object({ id: z.string(), slug: z.string(), displayName: z.string() })
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const session = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  connectionId: z.string(),
  amr: z.array(z.string()),
  authTime: time,
  expiresAt: time,
  /** Where the person lands: null once their access there has ended. */
  organization: organization.nullable(),
})

const ofSession = z.object({ session, isSeenLongAgo: z.boolean() })
const ofPage = ofSession.extend({
  /** Permissions at tenant level. */
  held: z.array(z.string()),
  /** Those that the person may switch to, the one they were active in last first. */
  organizations: z
    .array(organization.extend({ logoId: z.string().nullable(), roles: z.array(z.string()) }))
    .nullable(),
  /** Absent where the page is about none, or about one that is unknown or not open to the person. */
  entry: z
    .object({
      refusal: z.enum(['connection']).nullable(),
      organization: organization.extend({
        logoId: z.string().nullable(),
        primaryColor: z.string().nullable(),
        backgroundColor: z.string().nullable(),
      }),
      held: z.array(z.string()),
      /** The person is no member, and the audit log does not have yet that they came in. */
      isNews: z.boolean(),
    })
    .optional(),
})

export type LiveSession = z.output<typeof session>
export type PageContext = z.output<typeof ofPage>

/**
 * The session behind a cookie, if it still lives: not ended, not idle too long, its person not blocked.
 */
export async function findSession(
  tenantId: string,
  sessionId: string,
  userId: string,
): Promise<LiveSession | null> {
  const claim = { tenantId, userId, sessionId }
  const found = ofSession.nullable().parse(await readCallerContext(claim, null))
  if (found?.isSeenLongAgo) await noteSeen(claim)
  return found?.session ?? null
}

/** All that a page wants to know of the person behind a cookie, or null when their session no longer lives. */
export async function findPageContext(claim: CookieClaim, slug: string | null): Promise<PageContext | null> {
  const found = ofPage.nullable().parse(await readCallerContext(claim, { slug }))
  if (found?.isSeenLongAgo) await noteSeen(claim)
  return found
}

/**
 * At most once a minute, so that reading stays cheap, and not while a change of the same session locks its row. It is
 * written apart, since a session is found also while the database takes no writes.
 */
function noteSeen({ tenantId, sessionId }: CookieClaim): Promise<void> {
  return writeIfPossible(() =>
    read(
      bypassRowSecurity('a session cookie is checked', tenantId),
      (tx) => tx.$executeRaw`
        UPDATE sessions SET last_seen_at = now()
        WHERE tenant_id = ${tenantId} AND id IN (
          SELECT id FROM sessions
          WHERE tenant_id = ${tenantId} AND id = ${sessionId} AND last_seen_at < now() - interval '1 minute'
          FOR NO KEY UPDATE SKIP LOCKED)`,
    ),
  )
}
