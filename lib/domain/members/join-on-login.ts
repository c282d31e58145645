import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { listAssignableRoles } from '../roles/role-choices'
import { wasRemovedRecently } from './was-removed-recently'

export interface SigningIn {
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
  const { tenantId, userId, connectionId, organizationId } = signingIn
  const role = await roleOfJoining(tx, signingIn)
  if (!role || (await wasRemovedRecently(tx, signingIn))) return []
  const joined = await tx.$executeRaw`
    INSERT INTO members (tenant_id, organization_id, user_id)
    SELECT o.tenant_id, o.id, u.id
    FROM organizations o
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${userId}
    WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId} AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    ON CONFLICT (tenant_id, organization_id, user_id) DO NOTHING`
  if (joined === 0) return []
  await tx.memberRole.create({ data: { organizationId, userId, roleId: role.id, usableIn: '*' } })
  const { name, email } = await tx.user.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { name: true, email: true },
  })
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

/** The role, the organization and its connection setting stay locked until the transaction ends. */
async function roleOfJoining(
  tx: Tx,
  { tenantId, organizationId, connectionId }: SigningIn,
): Promise<{ id: string; name: string } | null> {
  const [role] = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT r.id, r.name
    FROM organizations o
    JOIN enabled_connections e ON e.tenant_id = ${tenantId} AND e.organization_id = o.id
      AND e.connection_id = ${connectionId} AND e.is_enabled AND e.assign_membership_on_login
    JOIN roles r ON r.tenant_id = ${tenantId} AND r.joins
    WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}
    FOR SHARE OF o, e, r`
  return role ?? null
}

/** The actor must be allowed to give the role for joining. */
export async function canAutoJoin(tx: Tx, actor: OrganizationActor): Promise<boolean> {
  const joins = await tx.role.findFirst({
    where: { tenantId: actor.tenantId, joins: true },
    select: { id: true },
  })
  if (!joins) return true
  const { roles } = await listAssignableRoles(tx, actor)
  return roles.some(({ id }) => id === joins.id)
}

/** False for members, suspended ones included, and for users who were removed. */
export function mayJoinOnLogin(
  tenantId: string,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  return read(
    bypassRowSecurity('a sign-in checks whether its user may join the organization', tenantId),
    async (tx) => {
      const open = await tx.enabledConnection.count({
        where: {
          tenantId,
          organizationId,
          isEnabled: true,
          assignMembershipOnLogin: true,
          organization: { deletedAt: null, suspendedAt: null, members: { none: { userId } } },
        },
      })
      if (open === 0) return false
      const roles = await tx.role.count({ where: { tenantId, joins: true } })
      return roles > 0 && !(await wasRemovedRecently(tx, { organizationId, userId }))
    },
  )
}
