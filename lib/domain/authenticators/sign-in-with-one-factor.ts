import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { type Arrival, type Authenticated, setSessionOrganization } from '../users/set-session-organization'

/** Only the browser that gave the first factor can complete it. */
export interface PendingSignIn {
  id: string
  userId: string
  emailFolded: string
  /** A device counts as known only if the user has signed in on it since. */
  appConfirmedAt: Date
}

export interface CodeRequired {
  pending: PendingSignIn
}

/** A user with an authenticator app has no session before its code. The caller has locked the user. */
export async function signInWithOneFactor(
  tx: Tx,
  person: Authenticated,
  organizationId: string | null,
): Promise<{ arrival: Arrival | CodeRequired; events: readonly [Event, ...Event[]] }> {
  const pending = await insertPending(tx, person, organizationId)
  if (!pending) return await setSessionOrganization(tx, person, organizationId)
  const { userId, connectionId, amr } = person
  const target = { kind: 'user', id: userId }
  return {
    arrival: { pending },
    events: [{ type: 'session.code_requested', target, details: { connectionId, amr } }],
  }
}

/** Null for a user without an authenticator app. */
async function insertPending(
  tx: Tx,
  { tenantId, userId, connectionId, amr, saml }: Authenticated,
  organizationId: string | null,
): Promise<PendingSignIn | null> {
  const [pending] = await tx.$queryRaw<PendingSignIn[]>`
    WITH inserted AS (
      INSERT INTO pending_sign_ins (tenant_id, id, user_id, connection_id, amr, organization_id, saml, expires_at)
      SELECT a.tenant_id, ${newId('pendingSignIn')}, a.user_id, ${connectionId}, ${amr}, ${organizationId},
        ${saml ? JSON.stringify(saml) : null}::jsonb, now() + interval '10 minutes'
      FROM authenticators a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}
      RETURNING id, user_id)
    SELECT p.id, p.user_id AS "userId", u.email_folded AS "emailFolded", a.confirmed_at AS "appConfirmedAt"
    FROM inserted p
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = p.user_id
    JOIN authenticators a ON a.tenant_id = ${tenantId} AND a.user_id = p.user_id`
  return pending ?? null
}
