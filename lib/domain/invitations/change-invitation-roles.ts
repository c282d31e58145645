import { mayGrant, type OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type AssignableRole, chosenRoles, listAssignableRoles } from '../roles/role-choices'
import { type InviterSnapshot, newInviterSnapshotOf } from './inviter-snapshot'
import { lockPending, type PendingRole } from './lock-invitation'
import { type Invitation, readInvitation } from './queries'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface InvitationRolesInput {
  invitationId: string
  /** All of them after the change. */
  roleIds: readonly string[]
}

/** The caller becomes the inviter. @throws DomainError not_found, gone, invalid (no role), not_yours_to_give */
export function changeInvitationRoles(
  access: Access,
  { invitationId, roleIds }: InvitationRolesInput,
): Promise<Invitation> {
  return change(access, async (tx) => {
    const {
      invitation: pending,
      pendingRoles: before,
      inviter: caller,
    } = await lockPending(tx, access, invitationId)
    const { id, email } = pending
    const { roles, grantable } = await listAssignableRoles(tx, access)
    const after = await chosenRoles(tx, access, { givable: roles, ids: roleIds })
    assertMayRemove(before, after, grantable)
    if (isSame(before, after)) return unchanged(await readInvitation(tx, access, id))
    const inviter = newInviterSnapshotOf(access, caller, pending)
    await updateRoles(tx, access, { id, roles: after, inviter })
    return {
      result: await readInvitation(tx, access, id),
      events: [
        {
          type: 'invitation.roles_changed',
          target: { kind: 'invitation', id, email },
          details: {
            before: { roles: before.map(({ name }) => name) },
            after: { roles: after.map(({ name }) => name) },
          },
        },
      ],
    }
  })
}

/** As with members: the caller cannot remove a role that exceeds their own permissions. */
function assertMayRemove(
  before: readonly PendingRole[],
  after: readonly AssignableRole[],
  grantable: string[],
): void {
  const limit = new Set(grantable)
  const removed = before.filter(({ id }) => !after.some((role) => role.id === id))
  if (removed.every(({ isGivable, permissions }) => !isGivable || mayGrant(limit, permissions))) return
  throw new DomainError(
    'not_yours_to_give',
    'This invitation’s roles have more permissions here than you, so you cannot change them.',
  )
}

function isSame(before: readonly PendingRole[], after: readonly AssignableRole[]): boolean {
  return before.length === after.length && after.every(({ id }) => before.some((role) => role.id === id))
}

async function updateRoles(
  tx: Tx,
  access: Access,
  { id, roles, inviter }: { id: string; roles: AssignableRole[]; inviter: InviterSnapshot },
): Promise<void> {
  const { tenantId, organizationId } = access
  const ids = roles.map((role) => role.id)
  const rows = roles.map(({ id, usableIn }) => ({ id, usableIn }))
  await tx.$executeRaw`
    WITH changed AS (
      UPDATE invitations i SET inviter_user_id = ${inviter.userId}, inviter_name = ${inviter.name},
        inviter_held = ${inviter.permissions}::text[], inviter_exempt = ${inviter.isTenantLevel},
        message = CASE WHEN i.inviter_user_id IS NOT DISTINCT FROM ${inviter.userId} THEN i.message END,
        offered_roles = ${roles.map(({ name }) => name)}::text[], offered_role_ids = ${ids}::text[]
      WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = ${id}
        AND i.state = 'pending'
    ), removed AS (
      DELETE FROM invitation_roles ir
      WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organizationId} AND ir.invitation_id = ${id}
        AND ir.role_id <> ALL (${ids}::text[])
    )
    INSERT INTO invitation_roles (tenant_id, organization_id, invitation_id, role_id, usable_in)
    SELECT ${tenantId}, ${organizationId}, ${id}, r.id, r."usableIn"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id text, "usableIn" text)
    ON CONFLICT DO NOTHING`
}
