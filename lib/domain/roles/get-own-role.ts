import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { authorizedCaller } from '../authorized-caller'
import { membersAboveActor } from './members-above-actor'
import { selectRoles, type ListedRole } from './listed-roles'
import type { RoleEditor } from './role-editor'
import type { NamedRole } from './role-name'

export interface OwnRole extends ListedRole {
  /** Another one after every change. */
  version: string
}

export interface EditedRole {
  role: OwnRole
  editor: RoleEditor
  /** All roles of the organization and the tenant’s, this one too. */
  named: NamedRole[]
}

interface Row {
  refusal: string | null
  power: string[]
  beyond: number
  role: OwnRole | null
  named: NamedRole[]
}

/**
 * The organization’s own role with what an edit of it asks.
 * @throws DomainError not_found for every role that is not this organization’s own, and when the actor’s standing here has
 * ended
 */
export async function getOwnRole(tx: Tx, access: OrganizationActor, roleId: string): Promise<EditedRole> {
  const { tenantId, organizationId } = access
  const chosen = sql`r.id = ${roleId} AND r.usable_in = ${organizationId}`
  const more = sql`, extract(epoch FROM r.updated_at)::text AS version`
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT c.refusal, c.grantable AS power, ${membersAboveActor(access, roleId)} AS beyond,
      (SELECT to_jsonb(own) FROM (${selectRoles(access, { chosen, more })}) own) AS role,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name)), '[]') FROM roles n
       WHERE n.tenant_id = ${tenantId} AND n.usable_in IN ('*', ${organizationId})) AS named
    FROM ${authorizedCaller(access)} c`)
  if (!row?.role || row.refusal !== null) throw notFound()
  const { role, power, beyond, named } = row
  return { role, editor: { power: new Set(power), beyond }, named }
}
