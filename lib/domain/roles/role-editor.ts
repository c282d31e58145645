import { mayGrant, personOf, type OrganizationAccess, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { authorizedCaller } from '../reauthorize'
import type { CataloguedPermission, PermissionDifference } from './catalogue'

export interface RoleEditor {
  grantable: ReadonlySet<string>
  /** How many members with the role have more permissions than the editor. */
  membersAbove: number
}

/** @throws DomainError not_found when the actor no longer has access here */
export async function roleEditor(tx: Tx, access: OrganizationAccess, roleId?: string): Promise<RoleEditor> {
  const above = roleId === undefined ? sql`0` : membersAboveActor(access, roleId)
  const [row] = await tx.$queryRaw<
    { refusal: string | null; grantable: string[]; membersAbove: number }[]
  >(sql`
    SELECT c.refusal, c.grantable, ${above} AS "membersAbove" FROM ${authorizedCaller(access)} c`)
  if (!row || row.refusal !== null) throw notFound()
  return { grantable: new Set(row.grantable), membersAbove: row.membersAbove }
}

/** @throws DomainError not_yours_to_give when the present role has more permissions than its editor */
export function assertMayEdit({ grantable }: RoleEditor, present: readonly CataloguedPermission[]): void {
  if (mayGrant(grantable, ofPortal(present))) return
  throw new DomainError(
    'not_yours_to_give',
    'This role has more permissions here than you, so you cannot edit it.',
  )
}

/** Unknown permissions count as not open. @throws DomainError not_yours_to_give at `permissions` */
export function assertMayAdd(
  { grantable }: RoleEditor,
  { adds, requested }: Pick<PermissionDifference, 'adds' | 'requested'>,
): void {
  if (adds.length < requested || !adds.every(({ isOpen }) => isOpen)) throw notOpen()
  if (mayGrant(grantable, ofPortal(adds))) return
  throw new DomainError(
    'not_yours_to_give',
    'You can only add permissions that you have here yourself. Remove the others.',
    { field: 'permissions' },
  )
}

/** @throws DomainError not_yours_to_give when a member with more permissions than the editor would lose some */
export function assertMayRemove({ membersAbove }: RoleEditor): void {
  if (membersAbove === 0) return
  const members =
    membersAbove === 1 ? 'A member with this role has' : `${membersAbove} members with this role have`
  throw new DomainError(
    'not_yours_to_give',
    `${members} more permissions here than you, so you cannot remove anything from it.`,
  )
}

export function notOpen(): DomainError {
  return new DomainError(
    'not_yours_to_give',
    'Some of these permissions cannot be added to a role here. Choose again.',
    { field: 'permissions' },
  )
}

function ofPortal(permissions: readonly CataloguedPermission[]): string[] {
  return permissions.filter(({ isPortal }) => isPortal).map(({ name }) => name)
}

/**
 * How many members with the role have more permissions than the actor. One query with the same result as
 * memberPermissions for each member; suspended members count like others.
 */
export function membersAboveActor(access: OrganizationActor, roleId: string): Sql {
  const { tenantId, organizationId } = access
  return sql`(
    WITH stronger AS MATERIALIZED (
      SELECT DISTINCT rp.role_id FROM role_permissions rp
      JOIN permissions pm ON pm.tenant_id = ${tenantId} AND pm.api_id = rp.api_id AND pm.name = rp.name
      WHERE rp.tenant_id = ${tenantId} AND rp.usable_in IN ('*', ${organizationId})
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
        AND rp.name <> ALL (c.grantable)
    ), granting AS MATERIALIZED (
      SELECT r.id, r.everyone FROM roles r
      JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = r.id
      WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*'
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND rp.name = 'admin:organizations'
    ), admins AS MATERIALIZED (
      SELECT up.user_id FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.api_id = (SELECT foyer.portal_api_id())
        AND up.name = 'admin:organizations'
      UNION SELECT ur.user_id FROM user_roles ur JOIN granting g ON g.id = ur.role_id WHERE ur.tenant_id = ${tenantId}
      UNION SELECT m.user_id FROM members m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}
        AND EXISTS (SELECT FROM granting g WHERE g.everyone)
    )
    SELECT count(*)::int FROM member_roles mr
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
      AND mr.user_id IS DISTINCT FROM ${personOf(access)}
      AND (mr.user_id IN (
        SELECT other.user_id FROM member_roles other JOIN stronger ON stronger.role_id = other.role_id
        WHERE other.tenant_id = ${tenantId} AND other.organization_id = ${organizationId}
      ) OR CASE WHEN mr.user_id IN (SELECT a.user_id FROM admins a)
        THEN NOT foyer.grantable_permissions(mr.user_id, ${organizationId}) <@ c.grantable ELSE false END))`
}
