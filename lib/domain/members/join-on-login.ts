import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { insertMembers } from './add-members'
import { wasRemovedRecently } from './remove-members'

interface SigningIn {
  tenantId: string
  userId: string
  connectionId: string
  organizationId: string
}

/**
 * Skips suspended members, blocked or unverified users, and removed users: only an invitation brings them back.
 * @returns the events, for the change that signs the user in
 */
export async function joinOnLogin(tx: Tx, signingIn: SigningIn): Promise<Event[]> {
  const { userId, connectionId, organizationId } = signingIn
  const joining = await findJoining(tx, signingIn)
  if (!joining || (await wasRemovedRecently(tx, signingIn))) return []
  const { role, name, email } = joining
  const added = await insertMembers(tx, { organizationId, userIds: [userId], roles: [role] })
  if (!added.has(userId)) return []
  return [
    {
      type: 'member.added',
      organizationId,
      actor: { kind: 'user', id: userId },
      target: { kind: 'user', id: userId, name, email },
      details: { before: null, after: [role.name], by: { connectionId } },
    },
  ]
}

interface Joining {
  name: string
  email: string
  role: { id: string; name: string; usableIn: string }
}

/** The role, the organization and its connection setting stay locked until the transaction ends. */
async function findJoining(
  tx: Tx,
  { tenantId, userId, organizationId, connectionId }: SigningIn,
): Promise<Joining | null> {
  const [joining] = await tx.$queryRaw<Joining[]>`
    SELECT u.name, u.email, jsonb_build_object('id', r.id, 'name', r.name, 'usableIn', r.usable_in) AS role
    FROM organizations o
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${userId}
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    JOIN enabled_connections e ON e.tenant_id = ${tenantId} AND e.organization_id = o.id
      AND e.connection_id = ${connectionId} AND e.is_enabled AND e.assign_membership_on_login
      AND coalesce(foyer.required_connection(o.id, u.id) = e.connection_id, true)
      AND foyer.is_joining_allowed(o.id, e.connection_id, u.email_folded)
    CROSS JOIN LATERAL foyer.connection_join_role(o.id, e.connection_id) r
    JOIN roles locked ON locked.tenant_id = ${tenantId} AND locked.id = r.id
    WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId} AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    FOR SHARE OF o, e, locked`
  return joining ?? null
}

/** False for members, suspended ones included, and for users who were removed. */
export function mayJoinOnLogin(
  tenantId: string,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  return read(
    bypassRowSecurity('a sign-in checks whether its user may join the organization', tenantId),
    async (tx) => {
      const open = await tx.$queryRaw<unknown[]>`
        SELECT e.connection_id
        FROM enabled_connections e
        JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = e.organization_id
          AND o.deleted_at IS NULL AND o.suspended_at IS NULL
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
          AND e.is_enabled AND e.assign_membership_on_login
          AND EXISTS (SELECT FROM foyer.connection_join_role(o.id, e.connection_id))
          AND coalesce(foyer.required_connection(o.id, ${userId}) = e.connection_id, true)
          AND EXISTS (
            SELECT FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}
              AND foyer.is_joining_allowed(o.id, e.connection_id, u.email_folded))
          AND NOT EXISTS (
            SELECT FROM members m
            WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = ${userId})
        LIMIT 1`
      return open.length > 0 && !(await wasRemovedRecently(tx, { organizationId, userId }))
    },
  )
}
