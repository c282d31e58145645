import { z } from 'zod'
import { callFunction, type CookieClaim } from '@/lib/db/one-statement'
import { writeIfPossible } from '@/lib/db/optional-write'

const organization = z.object({ id: z.string(), slug: z.string(), displayName: z.string() })
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const session = z.object({
  id: z.string(),
  user: z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    picture: z.string().nullable().default(null),
  }),
  connectionId: z.string(),
  amr: z.array(z.string()),
  authTime: time,
  expiresAt: time,
  /** Null once the user’s access to it has ended. */
  organization: organization.nullable(),
})

const missingSecondFactor = z.object({
  /** Required from then on. */
  from: time,
  /** Whether the user has one to sign in with. */
  hasApp: z.boolean(),
  hasPasskey: z.boolean(),
})

/** `isSeenLongAgo`: also if it was not seen in the organization of the page yet. */
const ofSession = z.object({ session, isSeenLongAgo: z.boolean() })
const ofPage = ofSession.extend({
  held: z.array(z.string()),
  organizations: z
    .array(organization.extend({ logoId: z.string().nullable(), roles: z.array(z.string()) }))
    .nullable(),
  /** Those where this session has support access. */
  supported: z.array(organization.extend({ logoId: z.string().nullable() })),
  /** Absent if no organization is requested, or if it is unknown or not open to the user. */
  entry: z
    .object({
      refusal: z.enum(['connection', 'network', 'time', 'factor']).nullable(),
      /** Null unless the organization requires one, now or later, and the sign-in had none. */
      missingSecondFactor: missingSecondFactor.nullable(),
      /** The only one by which the user can enter. */
      requiredConnectionId: z.string().nullable(),
      /** Set for an owner who entered without it, until the audit log has an entry for that. */
      bypassedConnectionId: z.string().nullable(),
      organization: organization.extend({
        logoId: z.string().nullable(),
        iconId: z.string().nullable(),
        primaryColor: z.string().nullable(),
        backgroundColor: z.string().nullable(),
      }),
      held: z.array(z.string()),
      /** Null unless the session has support access. */
      support: z.object({ id: z.string(), endsAt: time }).nullable(),
      /** The user is not a member, and the audit log does not show yet that they entered. */
      isNews: z.boolean(),
    })
    .optional(),
})

export type MissingSecondFactor = z.output<typeof missingSecondFactor>
export type LiveSession = z.output<typeof session>
export type PageContext = z.output<typeof ofPage>
export type OpenSupport = NonNullable<NonNullable<PageContext['entry']>['support']>

/** Null if the session has ended or was idle too long, or if its user is blocked. */
export async function findSession(
  tenantId: string,
  sessionId: string,
  userId: string,
): Promise<LiveSession | null> {
  const claim = { tenantId, userId, sessionId }
  const found = ofSession.nullable().parse(await callerContext(claim, { slug: null, isPage: false }))
  if (found?.isSeenLongAgo) await noteSeen(claim, null)
  return found?.session ?? null
}

export async function findPageContext(claim: CookieClaim, slug: string | null): Promise<PageContext | null> {
  const found = ofPage.nullable().parse(await callerContext(claim, { slug, isPage: true }))
  const entered = found?.entry?.refusal === null ? found.entry.organization.id : null
  if (found?.isSeenLongAgo) await noteSeen(claim, entered)
  return found
}

function callerContext(
  { tenantId, userId, sessionId }: CookieClaim,
  { slug, isPage }: { slug: string | null; isPage: boolean },
): Promise<unknown> {
  return callFunction('caller_context', [tenantId, userId, sessionId, slug, isPage], 'address')
}

/** Optional, since a session must also be found while the database accepts no writes. Skips a locked row. */
export function noteSeen(
  { tenantId, userId, sessionId }: CookieClaim,
  organizationId: string | null,
): Promise<void> {
  return writeIfPossible(() => callFunction('note_seen', [tenantId, userId, sessionId, organizationId]))
}
