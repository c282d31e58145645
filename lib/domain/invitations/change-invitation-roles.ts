import { mayGrant, type OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { onlyInvitation, type Invitation } from './select-invitations'
import { DomainError } from '@/lib/errors'
import { chosenRoles } from '../roles/chosen-roles'
import { rolesToGive, type GivableRole } from '../roles/roles-to-give'
import { lockPending } from './lock-invitation'
import type { Offer } from './offers'
import { newInviterSnapshotOf, type InviterSnapshot } from './inviter-snapshot'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface WantedOffer {
  invitationId: string
  /** Ids of all the roles that it shall offer. */
  roleIds: readonly string[]
}

/**
 * Replaces the roles that a pending invitation offers; its link stays the same. The caller becomes the inviter, whose
 * permissions limit the roles. Neither the new roles nor those they replace may exceed what the caller can give.
 * @throws DomainError not_found, gone, invalid (no role at all), not_yours_to_give
 */
export function changeInvitationRoles(
  access: Access,
  { invitationId, roleIds }: WantedOffer,
): Promise<Invitation> {
  return change(access, async (tx) => {
    const { invitation: pending, offers: before, inviter } = await lockPending(tx, access, invitationId)
    const { id, email } = pending
    const { roles, power } = await rolesToGive(tx, access)
    const after = await chosenRoles(tx, access, { givable: roles, ids: roleIds })
    assertMayTake(before, after, power)
    if (isSame(before, after)) return unchanged(await onlyInvitation(tx, access, id))
    await offer(tx, access, { id, roles: after, voucher: newInviterSnapshotOf(access, inviter, pending) })
    return {
      result: await onlyInvitation(tx, access, id),
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

/** As with a member’s roles: the caller cannot take back a role that exceeds their own permissions. */
function assertMayTake(before: readonly Offer[], after: readonly GivableRole[], power: string[]): void {
  const held = new Set(power)
  const taken = before.filter(({ id }) => !after.some((role) => role.id === id))
  if (taken.every(({ isGivable, permissions }) => !isGivable || mayGrant(held, permissions))) return
  throw new DomainError(
    'not_yours_to_give',
    'This invitation offers more than you may do here, so you cannot change its roles.',
  )
}

function isSame(before: readonly Offer[], after: readonly GivableRole[]): boolean {
  return before.length === after.length && after.every(({ id }) => before.some((role) => role.id === id))
}

async function offer(
  tx: Tx,
  access: Access,
  { id, roles, voucher }: { id: string; roles: GivableRole[]; voucher: InviterSnapshot },
): Promise<void> {
  const { tenantId, organizationId } = access
  const ids = roles.map((role) => role.id)
  const rows = roles.map(({ id, usableIn }) => ({ id, usableIn }))
  await tx.$executeRaw`
    WITH changed AS (
      UPDATE invitations i SET inviter_user_id = ${voucher.userId}, inviter_name = ${voucher.name},
        inviter_held = ${voucher.held}::text[], inviter_exempt = ${voucher.exempt},
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
