import { z } from 'zod'
import { readAuthorization } from '@/lib/db/one-statement'

export const authorization = z.object({
  id: z.string(),
  userId: z.string(),
  clientId: z.string(),
  connectionId: z.string(),
  sessionId: z.string(),
  organizationId: z.string().nullable(),
  offline: z.boolean(),
  /** When the person signed in, in the session that it began in. */
  since: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  payload: z.record(z.string(), z.unknown()),
})

export type Authorization = z.output<typeof authorization>

/** The authorization with this id while it is in force; null when it was revoked, has expired, or its session ended. */
export async function findAuthorization(tenantId: string, id: string): Promise<Authorization | null> {
  return authorization.nullable().parse(await readAuthorization(tenantId, id))
}
