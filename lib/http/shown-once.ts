import { z } from 'zod'
import {
  deleteSealedCookie,
  findSealedCookie,
  type SealedCookie,
  setSealedCookie,
} from '@/lib/web/sealed-cookie'
import { currentTenant } from '@/lib/web/tenant'

const seconds = 15 * 60

/** What only this session’s browser has: a secret that no code has confirmed yet, and codes that are shown once. */
type ShownOnce<T> = SealedCookie<{ sessionId: string; shown: T }>

function shownOnce<T>(name: string, shown: z.ZodType<T>): ShownOnce<T> {
  return { name, schema: z.object({ sessionId: z.string(), shown }), seconds }
}

export const newSecret = shownOnce('new-authenticator', z.string())
export const newRecoveryCodes = shownOnce('recovery-codes', z.array(z.string()))

export const newClientSecret = shownOnce(
  'new-client-secret',
  z.object({ clientId: z.string(), secret: z.string() }),
)

export const newWebhookSecret = shownOnce(
  'new-webhook-secret',
  z.object({ webhookId: z.string(), secret: z.string() }),
)

export const newDirectoryToken = shownOnce(
  'new-directory-token',
  z.object({ connectionId: z.string(), token: z.string() }),
)

export const newSetUpLink = shownOnce(
  'new-set-up-link',
  z.object({ organizationId: z.string(), link: z.string(), email: z.string().nullable() }),
)

interface OfSession {
  readonly sessionId: string
}

export async function saveShownOnce<T>(
  cookie: ShownOnce<T>,
  { sessionId }: OfSession,
  shown: T,
): Promise<void> {
  await setSealedCookie(await currentTenant(), cookie, { sessionId, shown })
}

/** Null in another session. */
export async function findShownOnce<T>(cookie: ShownOnce<T>, { sessionId }: OfSession): Promise<T | null> {
  const found = await findSealedCookie(await currentTenant(), cookie)
  return found?.sessionId === sessionId ? found.shown : null
}

export async function deleteShownOnce(cookie: { name: string }): Promise<void> {
  await deleteSealedCookie(await currentTenant(), cookie)
}
