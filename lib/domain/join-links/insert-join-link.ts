import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { AssignableRole } from '../roles/role-choices'
import type { Access } from './join-link-settings'
import { joinTokenHash } from './join-token'

export interface NewJoinLink {
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
    ), roles_given AS (
      INSERT INTO join_link_roles (tenant_id, organization_id, join_link_id, role_id, usable_in)
      SELECT ${tenantId}, ${organizationId}, c.id, r.id, r."usableIn"
      FROM created c CROSS JOIN jsonb_to_recordset(${rowsOf(roles)}::jsonb) AS r (id text, "usableIn" text)
    )
    SELECT c.id, c.expires_at AS "expiresAt" FROM created c`
  return created ?? null
}

export function rowsOf(roles: readonly AssignableRole[]): string {
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
