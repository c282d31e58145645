import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { AssignableRole } from '../roles/role-choices'
import type { Access } from './join-link-settings'
import { joinTokenHash } from './join-token'

interface NewJoinLink {
  roles: readonly AssignableRole[]
  allowedDomains: readonly string[]
  maxUses: number | null
  ttlSeconds: number
}

/** The unique index decides between concurrent ones. Null if the organization has a link that was not ended. */
export async function insertJoinLink(
  tx: Tx,
  access: Access,
  { roles, allowedDomains, maxUses, ttlSeconds }: NewJoinLink,
): Promise<{ id: string; expiresAt: Date } | null> {
  const { tenantId, organizationId, caller, isTenantLevel = false } = access
  const id = newId('joinLink')
  const [created] = await tx.$queryRaw<{ id: string; expiresAt: Date }[]>`
    WITH created AS (
      INSERT INTO join_links (tenant_id, organization_id, id, token_hash, allowed_domains, max_uses, ttl_seconds,
        expires_at, maker_user_id, maker_exempt, maker_held)
      VALUES (${tenantId}, ${organizationId}, ${id}, ${joinTokenHash(id)}, ${[...allowedDomains]}::text[],
        ${maxUses}::int, ${ttlSeconds}::int, now() + make_interval(secs => ${ttlSeconds}::int), ${caller.userId},
        ${isTenantLevel}, ARRAY(SELECT jsonb_array_elements_text(foyer.inviter()->'ownPower')))
      ON CONFLICT (tenant_id, organization_id) WHERE ended_at IS NULL DO NOTHING
      RETURNING id, expires_at
    ), given AS (
      INSERT INTO join_link_roles (tenant_id, organization_id, join_link_id, role_id, usable_in)
      SELECT ${tenantId}, ${organizationId}, c.id, r.id, r."usableIn"
      FROM created c CROSS JOIN jsonb_to_recordset(${roleRows(roles)}::jsonb) AS r (id text, "usableIn" text)
    )
    SELECT c.id, c.expires_at AS "expiresAt" FROM created c`
  return created ?? null
}

export function roleRows(roles: readonly AssignableRole[]): string {
  return JSON.stringify(roles.map(({ id, usableIn }) => ({ id, usableIn })))
}

/** As the audit log has them. */
export function settingsDetails(link: {
  roles: readonly { name: string }[]
  allowedDomains: readonly string[]
  maxUses: number | null
  expiresAt: Date
}) {
  return {
    roles: link.roles.map(({ name }) => name),
    allowedDomains: [...link.allowedDomains],
    maxUses: link.maxUses,
    expiresAt: link.expiresAt.toISOString(),
  }
}

/** The caller has locked it. The new one counts its uses from the beginning. */
export async function replaceJoinLink(
  tx: Tx,
  access: Access,
  { id, ...settings }: NewJoinLink & { id: string },
): Promise<{ replacedBy: string; expiresAt: Date }> {
  await endJoinLink(tx, access, { id, as: 'replaced' })
  const created = await insertJoinLink(tx, access, settings)
  if (!created) throw new Error('Another join link was created although this one was locked.')
  return { replacedBy: created.id, expiresAt: created.expiresAt }
}

export interface LockedJoinLink {
  roles: { id: string; name: string }[]
  allowedDomains: string[]
  maxUses: number | null
  ttlSeconds: number
  expiresAt: Date
}

/** Until the transaction ends. @throws DomainError not_found; gone if it was replaced or turned off */
export async function lockJoinLink(tx: Tx, access: OrganizationActor, id: string): Promise<LockedJoinLink> {
  const { tenantId, organizationId } = access
  const [row] = await tx.$queryRaw<(LockedJoinLink & { isEnded: boolean })[]>`
    SELECT l.allowed_domains AS "allowedDomains", l.max_uses AS "maxUses", l.ttl_seconds AS "ttlSeconds",
      l.expires_at AS "expiresAt", l.ended_at IS NOT NULL AS "isEnded",
      ${rolesOfLink(access)} AS roles
    FROM join_links l
    WHERE l.tenant_id = ${tenantId} AND l.organization_id = ${organizationId} AND l.id = ${id}
    FOR UPDATE OF l`
  if (!row) throw notFound()
  const { isEnded, ...link } = row
  if (isEnded)
    throw new DomainError('gone', 'This join link was replaced or turned off. Nothing was changed.')
  return link
}

/** The caller has locked it. */
export async function endJoinLink(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { id, as }: { id: string; as: 'replaced' | 'turned_off' },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE join_links SET ended_at = now(), ended_as = ${as}
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}`
}

/** Of `join_links l`, those that still exist. */
export function rolesOfLink({ tenantId, organizationId }: OrganizationActor): Sql {
  return sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.created_at, r.name), '[]')
    FROM join_link_roles lr JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = lr.role_id
    WHERE lr.tenant_id = ${tenantId} AND lr.organization_id = ${organizationId} AND lr.join_link_id = l.id)`
}
