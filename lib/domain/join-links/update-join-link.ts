import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, unchanged } from '@/lib/db/transaction'
import type { AssignableRole } from '../roles/role-choices'
import {
  type LockedJoinLink,
  lockJoinLink,
  replaceJoinLink,
  roleRows,
  settingsDetails,
} from './join-link-rows'
import { type Access, assignableByLink, type JoinLinkSettings } from './join-link-settings'

interface Changes extends JoinLinkSettings {
  id: string
  /** From now on. Null: the expiry stays, or a new link lasts as long as the earlier one did. */
  ttlSeconds: number | null
}

/**
 * If a role is added, a new link replaces the earlier one, so that the earlier one never gives that role. The caller’s
 * permissions limit the roles from now on.
 * @throws DomainError not_found, gone, invalid, not_yours_to_give
 */
export function updateJoinLink(access: Access, changes: Changes): Promise<{ isReplaced: boolean }> {
  return change(access, async (tx) => {
    const before = await lockJoinLink(tx, access, changes.id)
    const roles = await assignableByLink(tx, access, changes.roleIds)
    if (isSame(before, changes)) return unchanged({ isReplaced: false })
    const isReplaced = roles.some(({ id }) => !before.roles.some((role) => role.id === id))
    const changed: Changed = isReplaced
      ? await replaceJoinLink(tx, access, {
          ...changes,
          roles,
          ttlSeconds: changes.ttlSeconds ?? before.ttlSeconds,
        })
      : { expiresAt: await update(tx, access, { ...changes, roles }) }
    return { result: { isReplaced }, events: [changedEvent(before, { ...changes, roles, ...changed })] }
  })
}

interface Changed {
  expiresAt: Date
  /** The id of the new link. */
  replacedBy?: string
}

function changedEvent(
  before: LockedJoinLink,
  { id, replacedBy, ...after }: Changes & Changed & { roles: AssignableRole[] },
): Event {
  return {
    type: 'join_link.changed',
    target: { kind: 'join_link', id },
    details: {
      before: settingsDetails(before),
      after: settingsDetails(after),
      ...(replacedBy !== undefined && { replacedBy }),
    },
  }
}

function isSame(before: LockedJoinLink, { roleIds, allowedDomains, maxUses, ttlSeconds }: Changes): boolean {
  const roles = before.roles.map(({ id }) => id)
  return (
    ttlSeconds === null &&
    before.maxUses === maxUses &&
    before.allowedDomains.join() === allowedDomains.join() &&
    roles.toSorted().join() === [...new Set(roleIds)].toSorted().join()
  )
}

async function update(
  tx: Tx,
  access: Access,
  { id, roles, allowedDomains, maxUses, ttlSeconds }: Changes & { roles: AssignableRole[] },
): Promise<Date> {
  const { tenantId, organizationId, caller, isTenantLevel = false } = access
  const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>`
    WITH changed AS (
      UPDATE join_links SET allowed_domains = ${[...allowedDomains]}::text[], max_uses = ${maxUses}::int,
        ttl_seconds = coalesce(${ttlSeconds}::int, ttl_seconds),
        expires_at = coalesce(now() + make_interval(secs => ${ttlSeconds}::int), expires_at),
        maker_user_id = ${caller.userId}, maker_exempt = ${isTenantLevel},
        maker_held = ARRAY(SELECT jsonb_array_elements_text(foyer.inviter()->'ownPower'))
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}
      RETURNING expires_at
    ), removed AS (
      DELETE FROM join_link_roles
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND join_link_id = ${id}
        AND role_id <> ALL (${roles.map((role) => role.id)}::text[])
    ), added AS (
      INSERT INTO join_link_roles (tenant_id, organization_id, join_link_id, role_id, usable_in)
      SELECT ${tenantId}, ${organizationId}, ${id}, r.id, r."usableIn"
      FROM jsonb_to_recordset(${roleRows(roles)}::jsonb) AS r (id text, "usableIn" text)
      ON CONFLICT DO NOTHING
    )
    SELECT c.expires_at AS "expiresAt" FROM changed c`
  if (!row) throw new Error('A locked join link was not found.')
  return row.expiresAt
}
