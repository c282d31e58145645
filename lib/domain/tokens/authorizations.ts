import { z } from 'zod'
import type { Event } from '@/lib/db/events'
import { callFunction } from '@/lib/db/one-statement'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { bypassedBy } from '../connections/require-connection'

export const authorization = z.object({
  id: z.string(),
  userId: z.string(),
  clientId: z.string(),
  connectionId: z.string(),
  sessionId: z.string(),
  organizationId: z.string().nullable(),
  offline: z.boolean(),
  /** When the user signed in, in the session from which it comes. */
  since: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  payload: z.record(z.string(), z.unknown()),
})

export type Authorization = z.output<typeof authorization>

/** Null if it was revoked or has expired, or its session ended. */
export async function findAuthorization(tenantId: string, id: string): Promise<Authorization | null> {
  return authorization.nullable().parse(await callFunction('find_authorization', [tenantId, id]))
}

export interface NewAuthorization {
  id: string
  clientId: string
  userId: string
  sessionId: string
  connectionId: string
  organizationId: string | null
  /** Whether it outlives its session. */
  offline: boolean
  payload: Record<string, unknown>
  /** Seconds. */
  expiresIn: number
}

/** Returns false, and writes nothing, if the user’s session has ended meanwhile. */
export function saveAuthorization(tenantId: string, authorization: NewAuthorization): Promise<boolean> {
  const { id, clientId, userId, sessionId, organizationId, offline } = authorization
  return change(
    bypassRowSecurity('the OpenID provider stores authorizations', tenantId, { userId }),
    async (tx) => {
      const saved = await insert(tx, tenantId, authorization)
      if (saved === null) return unchanged(false)
      const { clientName, bypassed } = saved
      return {
        result: true,
        events: [
          {
            type: 'application.entered',
            target: { kind: 'client', id: clientId, name: clientName },
            details: { authorizationId: id, offline },
            ...(organizationId === null ? {} : { organizationId }),
          },
          ...(organizationId === null || bypassed === null
            ? []
            : [bypassedBy({ userId, sessionId, organizationId }, bypassed)]),
        ],
      }
    },
  )
}

interface Saved {
  clientName: string
  /** The connection that the organization requires, if an owner enters by another one for the first time. */
  bypassed: string | null
}

/** Locks the session: a request that ends it waits, and then finds this authorization. */
async function insert(tx: Tx, tenantId: string, authorization: NewAuthorization): Promise<Saved | null> {
  const { id, clientId, userId, sessionId, connectionId, organizationId, offline, payload, expiresIn } =
    authorization
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  const [saved] = await tx.$queryRaw<Saved[]>`
    WITH live_session AS (
      SELECT id FROM sessions
      WHERE tenant_id = ${tenantId} AND id = ${sessionId} AND user_id = ${userId} AND ended_at IS NULL FOR SHARE)
    INSERT INTO authorizations
      (tenant_id, id, client_id, user_id, session_id, connection_id, organization_id, offline, payload, expires_at)
    SELECT ${tenantId}, ${id}, ${clientId}, ${userId}, s.id, ${connectionId}, ${organizationId}, ${offline},
      ${JSON.stringify(payload)}::jsonb, ${expiresAt}
    FROM live_session s
    RETURNING (SELECT c.name FROM clients c WHERE c.tenant_id = ${tenantId} AND c.id = client_id) AS "clientName",
      foyer.unrecorded_bypass(organization_id, user_id, session_id) AS bypassed,
      foyer.note_activity(user_id, session_id, organization_id)::text`
  return saved ?? null
}

/** Revoking it again writes no second event. */
export function revokeAuthorization(tenantId: string, id: string): Promise<void> {
  return change(bypassRowSecurity('the OpenID provider stores authorizations', tenantId), async (tx) => {
    const [revoked] = await tx.$queryRaw<EndedAuthorization[]>`
      UPDATE authorizations SET revoked_at = now()
      WHERE tenant_id = ${tenantId} AND id = ${id} AND revoked_at IS NULL
      RETURNING id, user_id AS "userId", client_id AS "clientId", organization_id AS "organizationId"`
    return revoked ? { result: undefined, events: [tokensRevoked(revoked)] } : unchanged(undefined)
  })
}

export interface EndedAuthorization {
  id: string
  userId: string
  clientId: string
  organizationId: string | null
}

export function tokensRevoked({ id, userId, clientId, organizationId }: EndedAuthorization): Event {
  return {
    type: 'application.tokens_revoked',
    target: { kind: 'client', id: clientId },
    details: { authorizationId: id, userId },
    ...(organizationId === null ? {} : { organizationId }),
  }
}
