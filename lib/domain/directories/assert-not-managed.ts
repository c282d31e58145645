import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/** Not for the directory itself, nor at tenant level. @throws DomainError conflict */
export async function assertNotManaged(
  tx: Tx,
  access: OrganizationActor,
  users: readonly string[],
): Promise<void> {
  if (isExempt(access)) return
  const { tenantId, organizationId } = access
  const [managed] = await tx.$queryRaw<{ name: string }[]>`
    SELECT u.name FROM directory_users d JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.user_id = ANY (${[...users]})
    ORDER BY d.user_id LIMIT 1`
  if (managed)
    throw new DomainError('conflict', `${managed.name} is managed by your directory. Make this change there.`)
}

interface ManagedRoles {
  userId: string
  name: string
  present: string[]
  /** Roles that groups of their directory give. */
  mapped: { id: string; name: string }[]
}

interface RolesInput {
  userId: string
  add?: readonly string[]
  remove?: readonly string[]
  replace?: readonly string[]
}

/** Roles that groups give are the directory’s to give and take; others are not. @throws DomainError conflict */
export async function assertRolesNotManaged(
  tx: Tx,
  access: OrganizationActor,
  inputs: readonly RolesInput[],
): Promise<void> {
  if (isExempt(access)) return
  for (const managed of await managedRoles(tx, access, inputs)) {
    const input = inputs.find(({ userId }) => userId === managed.userId)
    const touched = input && managed.mapped.find(({ id }) => isTouched(id, managed.present, input))
    if (touched)
      throw new DomainError(
        'conflict',
        `Your directory decides whether ${managed.name} has the role ${touched.name}. Change their groups there.`,
      )
  }
}

function isTouched(id: string, present: readonly string[], { add, remove, replace }: RolesInput): boolean {
  const had = present.includes(id)
  if (replace) return replace.includes(id) !== had
  return had ? remove?.includes(id) === true : add?.includes(id) === true
}

function managedRoles(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  inputs: readonly RolesInput[],
): Promise<ManagedRoles[]> {
  const users = inputs.map(({ userId }) => userId)
  return tx.$queryRaw<ManagedRoles[]>`
    SELECT d.user_id AS "userId", u.name, ARRAY(
      SELECT mr.role_id FROM member_roles mr
      WHERE mr.tenant_id = d.tenant_id AND mr.organization_id = d.organization_id AND mr.user_id = d.user_id
    ) AS present, (
      SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', r.id, 'name', r.name)), '[]')
      FROM directory_groups g
      JOIN directory_group_roles gr
        ON gr.tenant_id = g.tenant_id AND gr.organization_id = g.organization_id AND gr.group_id = g.id
      JOIN roles r ON r.tenant_id = gr.tenant_id AND r.id = gr.role_id
      WHERE g.tenant_id = d.tenant_id AND g.organization_id = d.organization_id AND g.connection_id = d.connection_id
    ) AS mapped
    FROM directory_users d JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.user_id = ANY (${users})`
}

function isExempt({ isTenantLevel, caller }: OrganizationActor): boolean {
  return isTenantLevel === true || 'directoryId' in caller
}
