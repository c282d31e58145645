import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { listAssignableRoles } from '../roles/role-choices'

interface JoinRole {
  id: string
  name: string
}

/** With which role people become members by signing in with a connection. */
export interface ConnectionJoining {
  /** Whether a role was chosen for this connection. Otherwise people get `defaultRole`, the tenant’s for new members. */
  isChosen: boolean
  /** The chosen one; null once it was deleted. */
  role: JoinRole | null
  /** False if the user who chose the role could not grant it now: no one joins. */
  isRoleGiven: boolean
  defaultRole: JoinRole | null
  /** Those that the actor may choose. */
  roles: JoinRole[]
  /** Whether the actor may grant the role with which people join. */
  canAutoJoin: boolean
}

export async function findConnectionJoining(
  tx: Tx,
  actor: OrganizationActor,
  connectionId: string,
): Promise<ConnectionJoining> {
  const { tenantId, organizationId } = actor
  const [found] = await tx.$queryRaw<[Omit<ConnectionJoining, 'roles' | 'canAutoJoin'>]>`
    SELECT s.connection_id IS NOT NULL AS "isChosen",
      CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS role,
      EXISTS (SELECT FROM foyer.connection_join_role(${organizationId}, ${connectionId})) AS "isRoleGiven", (
        SELECT jsonb_build_object('id', j.id, 'name', j.name)
        FROM roles j WHERE j.tenant_id = ${tenantId} AND j.joins) AS "defaultRole"
    FROM (SELECT) one
    LEFT JOIN connection_join_settings s ON s.tenant_id = ${tenantId} AND s.organization_id = ${organizationId}
      AND s.connection_id = ${connectionId}
    LEFT JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = s.role_id`
  const { roles } = await listAssignableRoles(tx, actor)
  const given = found.role ?? found.defaultRole
  return {
    ...found,
    roles: roles.filter(({ isOwner }) => !isOwner).map(({ id, name }) => ({ id, name })),
    canAutoJoin: given === null || roles.some(({ id }) => id === given.id),
  }
}
