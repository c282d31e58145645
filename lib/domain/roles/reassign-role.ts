import type { OrganizationAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import type { Inviter } from '../invitations/invitation-checks'
import { type InviterSnapshot, inviterSnapshotOf } from '../invitations/inviter-snapshot'
import { changedEmail } from '../members/role-differences'
import { type ChangedMember, emailsTo, mostEmails } from '../members/member-change'
import { reauthorize } from '../reauthorize'
import { type AssignableRole, chosenRoles, listAssignableRoles } from './role-choices'

export interface Reassigned {
  /** The role that they have instead. */
  to: AssignableRole
  /** What the caller can assign. */
  assignable: readonly AssignableRole[]
  /** The caller. */
  inviter: InviterSnapshot
  invitations: number
  mails: OutgoingEmail[]
}

/**
 * Gives another role to the members who have this one, and offers it in pending invitations, whose inviter the caller
 * becomes (ADR 10). In as many statements for thousands as for one; a change locks the organization first.
 * @throws DomainError not_found, not_yours_to_give, conflict
 */
export async function reassignRole(
  tx: Tx,
  access: OrganizationAccess,
  { roleId, instead }: { roleId: string; instead: string },
): Promise<Reassigned> {
  const { permissions } = await reauthorize(tx, access)
  if (!permissions.has('create:organization_member_roles')) throw notFound()
  const { roles } = await listAssignableRoles(tx, access)
  const givable = roles.filter(({ id }) => id !== roleId)
  const [to] = await chosenRoles(tx, access, { givable, ids: [instead], field: 'instead' })
  if (!to) throw notFound()
  const { inviter, members } = await giveToMembers(tx, access, { roleId, to })
  const swap = { roleId, to, assignable: roles, inviter: inviterSnapshotOf(access, inviter) }
  const invitations = await offerInInvitations(tx, access, swap)
  if (invitations > 0 && !permissions.has('create:organization_invitations')) throw notFound()
  return { ...swap, invitations, mails: emailsAbout(access, members, swap) }
}

interface Swap {
  roleId: string
  to: AssignableRole
  assignable: readonly AssignableRole[]
  inviter: InviterSnapshot
}

interface Given {
  inviter: Inviter
  /** With the roles that they had before; none if there are too many to email. */
  members: Pick<ChangedMember, 'id' | 'email' | 'roles'>[]
}

/** Answers with the caller as the inviter, too, which saves a statement. */
async function giveToMembers(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  { roleId, to }: Pick<Swap, 'roleId' | 'to'>,
): Promise<Given> {
  const [row] = await tx.$queryRaw<[Given]>`
    WITH given AS (
      INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
      SELECT mr.tenant_id, mr.organization_id, mr.user_id, ${to.id}, ${to.usableIn}
      FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
      ON CONFLICT DO NOTHING
    ), holders AS (
      SELECT mr.user_id FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
      LIMIT ${mostEmails + 1}
    )
    SELECT foyer.inviter() AS inviter, coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', u.id, 'email', u.email, 'roles', (
          SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'isOwner', r.is_owner)
            ORDER BY r.is_owner DESC, r.created_at, r.name)
          FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
          WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.user_id = u.id)))
      FROM holders h JOIN users u ON u.tenant_id = ${tenantId} AND u.id = h.user_id
      WHERE (SELECT count(*) FROM holders) <= ${mostEmails}), '[]') AS members`
  return row
}

/** As when the roles of each were changed by hand. */
function emailsAbout(
  access: OrganizationAccess,
  members: Given['members'],
  { roleId, to }: Pick<Swap, 'roleId' | 'to'>,
): OutgoingEmail[] {
  return emailsTo(access, members, ({ roles }) => {
    const others = roles.filter(({ id }) => id !== roleId && id !== to.id)
    const after = [...others, to].map(({ name }) => name)
    return changedEmail({ roles }, after, { added: [to], removed: [roleId] })
  })
}

/** The caller must be allowed to assign all roles of each, as when changing the roles of one. */
async function offerInInvitations(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  { roleId, to, assignable, inviter }: Swap,
): Promise<number> {
  const ids = assignable.map(({ id }) => id)
  const [row] = await tx.$queryRaw<[{ count: number; blocked: number }]>`
    WITH pending AS MATERIALIZED (
      SELECT i.id, EXISTS (
        SELECT FROM invitation_roles other
        WHERE other.tenant_id = ${tenantId} AND other.organization_id = ${organizationId}
          AND other.invitation_id = i.id AND other.role_id <> ALL (${ids}::text[])) AS is_blocked
      FROM invitation_roles ir
      JOIN invitations i
        ON i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = ir.invitation_id
      WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organizationId} AND ir.role_id = ${roleId}
        AND i.state = 'pending'
    ), offered AS (
      INSERT INTO invitation_roles (tenant_id, organization_id, invitation_id, role_id, usable_in)
      SELECT ${tenantId}, ${organizationId}, p.id, ${to.id}, ${to.usableIn} FROM pending p
      ON CONFLICT DO NOTHING
    ), changed AS (
      UPDATE invitations i SET inviter_user_id = ${inviter.userId}, inviter_name = ${inviter.name},
        inviter_held = ${inviter.permissions}::text[], inviter_exempt = ${inviter.isTenantLevel},
        message = CASE WHEN i.inviter_user_id IS NOT DISTINCT FROM ${inviter.userId} THEN i.message END,
        offered_roles = array_append(kept.names, ${to.name}), offered_role_ids = array_append(kept.ids, ${to.id})
      FROM pending p, LATERAL (
        SELECT coalesce(array_agg(o.name ORDER BY o.position), '{}') AS names,
          coalesce(array_agg(o.id ORDER BY o.position), '{}') AS ids
        FROM invitations before, unnest(before.offered_role_ids, before.offered_roles)
          WITH ORDINALITY AS o (id, name, position)
        WHERE before.tenant_id = ${tenantId} AND before.organization_id = ${organizationId} AND before.id = p.id
          AND o.id NOT IN (${roleId}, ${to.id})) kept
      WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = p.id
        AND i.state = 'pending'
    )
    SELECT count(*)::int AS count, (count(*) FILTER (WHERE p.is_blocked))::int AS blocked FROM pending p`
  if (row.blocked === 0) return row.count
  throw new DomainError(
    'not_yours_to_give',
    'A pending invitation with this role also offers one that you cannot assign. Revoke it first.',
    { field: 'instead' },
  )
}
