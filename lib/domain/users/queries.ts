import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byText, placeOf } from '../order'
import { byId, bySort, readPage } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'
import { userExists } from './lock-users'

export interface Enrollment {
  id: string
  kind: 'passkey' | 'authenticator'
  name: string
  transports: string[]
  createdAt: Date
  lastUsedAt: Date | null
}

/** The user’s passkeys and their authenticator app. @throws DomainError not_found */
export function listEnrollments(access: TenantAccess<'read:users'>, userId: string): Promise<Enrollment[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const all = { take: 100, skip: 0, isCounted: false }
    const { rows } = await readPage<Enrollment>(tx, all, {
      columns: sql`k.id, k.kind, k.name, k.transports, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt"`,
      from: sql`(
        SELECT p.id, 'passkey' AS kind, p.name, coalesce(p.transports, '{}') AS transports, p.created_at, p.last_used_at
        FROM passkeys p WHERE p.tenant_id = ${tenantId} AND p.user_id = ${userId}
        UNION ALL
        SELECT 'authenticator', 'authenticator', 'Authenticator app', '{}', a.confirmed_at, a.last_used_at
        FROM authenticators a WHERE a.tenant_id = ${tenantId} AND a.user_id = ${userId}) k WHERE true`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(all, sql`k.id`, sql`k.created_at, k.id`),
      placeOf: ({ id }) => id,
    })
    return rows
  })
}

export interface Membership {
  organizationId: string
  slug: string
  displayName: string
  logoId: string | null
  joinedAt: Date
  lastActiveAt: Date | null
  isSuspended: boolean
  /** By a directory of the organization. */
  isManaged: boolean
  roles: { id: string; name: string }[]
  /** The organization has no other owner who can sign in. */
  isLastOwner: boolean
}

const order = byText({ key: sql`o.slug`, id: sql`o.id` })

/** In organizations that are not deleted, by slug. */
export function listMemberships(
  access: TenantAccess<'read:organizations' | 'read:organization_members' | 'read:organization_member_roles'>,
  { userId, ...window }: OffsetWindow & { userId: string },
): Promise<Windowed<Membership>> {
  const { tenantId } = access
  const ownersHere = sql`
    FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
    JOIN members m ON m.tenant_id = mr.tenant_id AND m.organization_id = mr.organization_id AND m.user_id = mr.user_id
    JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = page."organizationId" AND m.suspended_at IS NULL
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL`
  return read(access, (tx) =>
    readPage<Membership & { key: string; id: string }>(tx, window, {
      columns: sql`o.id, o.id AS "organizationId", o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
        m.created_at AS "joinedAt", m.last_active_at AS "lastActiveAt", m.suspended_at IS NOT NULL AS "isSuspended",
        ${order.written} AS key`,
      extra: sql`coalesce((
          SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name)
            ORDER BY r.is_owner DESC, r.created_at, r.name)
          FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
          WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = page."organizationId" AND mr.user_id = ${userId}
        ), '[]') AS roles,
        EXISTS (
          SELECT FROM directory_users d
          WHERE d.tenant_id = ${tenantId} AND d.organization_id = page."organizationId" AND d.user_id = ${userId}
        ) AS "isManaged",
        EXISTS (SELECT ${ownersHere} AND mr.user_id = ${userId})
          AND NOT EXISTS (SELECT ${ownersHere} AND mr.user_id <> ${userId}) AS "isLastOwner"`,
      from: sql`members m JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
        WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND o.deleted_at IS NULL`,
      ...bySort(window, order),
      placeOf,
    }),
  )
}

/** Signing in with an emailed link needs only the address. */
export async function hasAnotherSignInMethod(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ another: boolean }[]>`
    SELECT EXISTS (SELECT FROM connections WHERE tenant_id = ${tenantId} AND strategy = 'email')
      OR EXISTS (SELECT FROM identities WHERE tenant_id = ${tenantId} AND user_id = ${userId})
      OR EXISTS (SELECT FROM passkeys WHERE tenant_id = ${tenantId} AND user_id = ${userId}) AS another`
  return found?.another ?? false
}
