import type { BySession, OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type AssignableRole, chosenJoinRole } from '../roles/role-choices'
import { assertLevel } from './access-levels'
import { type ConnectionJoining, findConnectionJoining } from './organization-connection-settings'
import { readOrganizationConnection } from './organization-connection'

type Access = OrganizationAccess<'update:organization_connections' | 'create:organization_invitations'> &
  BySession

/**
 * The role of people who become members by signing in with this connection; null for the tenant’s role for new members.
 * No one joins with more than the caller may grant, now and when they join, unless the caller acts at tenant level.
 * @throws DomainError not_found; not_yours_to_give at `join_role`
 */
export function setConnectionJoinRole(
  access: Access,
  { id, roleId }: { id: string; roleId: string | null },
): Promise<{ displayName: string }> {
  return changeLocked(access, async (tx) => {
    const { connection } = await readOrganizationConnection(tx, access, { id })
    assertLevel(access, connection, 'limited')
    const { displayName } = connection
    const before = await findConnectionJoining(tx, access, id)
    const role = roleId === null ? null : await chosenJoinRole(tx, access, { id: roleId, field: 'join_role' })
    if (role === null && !before.isChosen) return unchanged({ displayName })
    if (role === null) assertDefault(access, before)
    const isSame = before.role?.id === role?.id && (await isSavedBy(tx, access, id))
    await saveSetting(tx, access, { id, role })
    if (role !== null && isSame) return unchanged({ displayName })
    const details = { before: rolesIn(before.isChosen, before.role), after: rolesIn(role !== null, role) }
    const target = { kind: 'connection', id, name: displayName }
    return { result: { displayName }, events: [{ type: 'connection.join_role_changed', target, details }] }
  })
}

function assertDefault({ isTenantLevel }: Access, { defaultRole, roles }: ConnectionJoining): void {
  if (isTenantLevel || defaultRole === null || roles.some(({ id }) => id === defaultRole.id)) return
  const sentence = 'New members would get a role with more permissions than yours. Choose another one.'
  throw new DomainError('not_yours_to_give', sentence, { field: 'join_role' })
}

/** Whether the caller’s permissions limit the role already. */
async function isSavedBy(
  tx: Tx,
  { tenantId, organizationId, caller, isTenantLevel }: Access,
  connectionId: string,
): Promise<boolean> {
  const setting = await tx.connectionJoinSetting.findFirst({
    where: { tenantId, organizationId, connectionId },
    select: { setBy: true, setExempt: true },
  })
  return setting?.setBy === caller.userId && setting.setExempt === (isTenantLevel === true)
}

/** Null: the tenant’s role for new members. */
function rolesIn(isChosen: boolean, role: { name: string } | null): { roles: string[] } | null {
  return isChosen ? { roles: role ? [role.name] : [] } : null
}

/** Also if nothing changes: from then on the caller’s permissions count, not those of the user who saved it before. */
async function saveSetting(
  tx: Tx,
  { tenantId, organizationId, caller: { userId }, isTenantLevel }: Access,
  { id, role }: { id: string; role: AssignableRole | null },
): Promise<void> {
  if (role === null) {
    await tx.connectionJoinSetting.deleteMany({ where: { tenantId, organizationId, connectionId: id } })
    return
  }
  await tx.$executeRaw`
    INSERT INTO connection_join_settings (organization_id, connection_id, role_id, usable_in, set_by, set_exempt, held)
    VALUES (${organizationId}, ${id}, ${role.id}, ${role.usableIn}, ${userId}, ${isTenantLevel === true}, ARRAY(
      SELECT DISTINCT e.permission
      FROM foyer.effective_permissions(${userId}, ${organizationId}, foyer.portal_api_id()) e
      WHERE NOT e.inherited))
    ON CONFLICT (tenant_id, organization_id, connection_id) DO UPDATE
    SET role_id = excluded.role_id, usable_in = excluded.usable_in, set_by = excluded.set_by,
      set_exempt = excluded.set_exempt, held = excluded.held`
}
