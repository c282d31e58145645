import { createHash } from 'node:crypto'
import { may, type TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { change, read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { mostCounted } from '../bounded-count'
import { lockTenant } from './lock-tenant'
import { writeTenantSettings } from './tenant-settings'

export interface InheritanceEffect {
  isOn: boolean
  /** Of this effect; sent back with the change, so that it applies as reviewed. */
  version: string
  /** The first ten, with what their roles in those organizations do not give; none for callers who may not read users. */
  people: { name: string; organizations: number; permissions: string[] }[]
  /** How many have such permissions, in how many organizations. Among the first 1,000 memberships. */
  users: number
  organizations: number
  isBounded: boolean
  /** Who can enter every organization: the first five, as above, and of more than `mostCounted` users one more. */
  entrants: { names: string[]; count: number }
  /** What every member with a verified address has, without a role. */
  everyone: string[]
}

/** The users to which the flag gives permissions in organizations, beyond those of their roles there. */
export function countInheritance(access: TenantAccess<'update:tenant_settings'>): Promise<InheritanceEffect> {
  return read(access, async (tx) => {
    const effect = await readInheritance(tx, access.tenantId)
    if (may(access, 'read:users')) return effect
    return { ...effect, people: [], entrants: { ...effect.entrants, names: [] } }
  })
}

async function readInheritance(tx: Tx, tenantId: string): Promise<InheritanceEffect> {
  const [row] = await tx.$queryRaw<[{ effect: Omit<InheritanceEffect, 'version'> }]>(sql`
    WITH ${holders(tenantId)}, ${memberships(tenantId)}, ${gains(tenantId)},
    people AS (
      SELECT g.user_id, u.name, count(DISTINCT g.organization_id)::int AS organizations,
        array_agg(DISTINCT g.name ORDER BY g.name) AS permissions
      FROM gains g JOIN users u ON u.tenant_id = ${tenantId} AND u.id = g.user_id
      GROUP BY g.user_id, u.name ORDER BY g.user_id LIMIT 10
    ), ${entrants(tenantId)}
    SELECT jsonb_build_object(
      'isOn', t.inherit_global_permissions_in_organizations,
      'people', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'organizations', p.organizations,
        'permissions', p.permissions) ORDER BY p.user_id), '[]') FROM people p),
      'users', (SELECT count(DISTINCT g.user_id) FROM gains g),
      'organizations', (SELECT count(DISTINCT g.organization_id) FROM gains g),
      'isBounded', (SELECT count(*) > ${mostCounted} FROM holders)
        OR (SELECT count(*) > ${mostCounted} FROM memberships),
      'entrants', jsonb_build_object('count', (SELECT count(*) FROM entrants),
        'names', (SELECT coalesce(jsonb_agg(e.name), '[]') FROM (SELECT name FROM entrants ORDER BY id LIMIT 5) e)),
      'everyone', (SELECT coalesce(jsonb_agg(DISTINCT rp.name), '[]')
        FROM roles r JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = r.id
        WHERE r.tenant_id = ${tenantId} AND r.everyone)
    ) AS effect FROM tenants t WHERE t.id = ${tenantId}`)
  const { effect } = row
  const version = createHash('sha256').update(JSON.stringify(effect)).digest('base64url')
  return { ...effect, version }
}

/** Of each role with the permission, no more users are looked at. */
const mostOfRole = 10_000

function entrants(tenantId: string): Sql {
  const entering = sql`tenant_id = ${tenantId} AND api_id = (SELECT foyer.portal_api_id()) AND name = 'admin:organizations'`
  return sql`entrants AS (
      SELECT u.id, u.name FROM (
        SELECT given.user_id FROM role_permissions rp CROSS JOIN LATERAL (
          SELECT ur.user_id FROM user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = rp.role_id
          LIMIT ${mostOfRole}) given
        WHERE ${entering}
        UNION
        SELECT up.user_id FROM (SELECT user_id FROM user_permissions WHERE ${entering} LIMIT ${mostOfRole}) up
      ) holding JOIN users u ON u.tenant_id = ${tenantId} AND u.id = holding.user_id AND NOT u.blocked
      ORDER BY u.id LIMIT ${mostCounted + 1}
    )`
}

/** The first users with a role or permission at tenant level, and what that gives them. */
function holders(tenantId: string): Sql {
  return sql`holders AS (
      SELECT user_id FROM (
        (SELECT DISTINCT ur.user_id FROM user_roles ur WHERE ur.tenant_id = ${tenantId}
         ORDER BY ur.user_id LIMIT ${mostCounted + 1})
        UNION
        (SELECT DISTINCT up.user_id FROM user_permissions up WHERE up.tenant_id = ${tenantId}
         ORDER BY up.user_id LIMIT ${mostCounted + 1})
      ) every ORDER BY user_id LIMIT ${mostCounted + 1}
    ), held AS (
      SELECT h.user_id, rp.api_id, rp.name
      FROM holders h
      JOIN user_roles ur ON ur.tenant_id = ${tenantId} AND ur.user_id = h.user_id
      JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = ur.role_id
      UNION
      SELECT h.user_id, up.api_id, up.name
      FROM holders h JOIN user_permissions up ON up.tenant_id = ${tenantId} AND up.user_id = h.user_id
    )`
}

function memberships(tenantId: string): Sql {
  return sql`memberships AS (
      SELECT m.organization_id, m.user_id
      FROM holders h
      JOIN users u ON u.tenant_id = ${tenantId} AND u.id = h.user_id AND NOT u.blocked
      JOIN members m ON m.tenant_id = ${tenantId} AND m.user_id = h.user_id AND m.suspended_at IS NULL
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = m.organization_id
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      ORDER BY h.user_id, m.organization_id LIMIT ${mostCounted + 1}
    )`
}

function gains(tenantId: string): Sql {
  return sql`own AS (
      SELECT ms.organization_id, ms.user_id, rp.api_id, rp.name
      FROM memberships ms
      JOIN member_roles mr ON mr.tenant_id = ${tenantId} AND mr.organization_id = ms.organization_id
        AND mr.user_id = ms.user_id
      JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = mr.role_id
      JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = rp.api_id AND p.name = rp.name
      JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = rp.api_id
      WHERE NOT a.is_portal OR p.level = 'organization'
    ), gains AS (
      SELECT ms.organization_id, h.user_id, h.api_id, h.name
      FROM memberships ms JOIN held h ON h.user_id = ms.user_id
      EXCEPT
      SELECT own.organization_id, own.user_id, own.api_id, own.name FROM own
    )`
}

/**
 * From the next request on. @param input the version that countInheritance() returned
 * @throws DomainError conflict if who gains or loses what has changed meanwhile
 */
export function updateInheritance(
  access: TenantAccess<'update:tenant_settings'>,
  { isOn, version }: { isOn: boolean; version: string },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const effect = await readInheritance(tx, tenantId)
    if (effect.version !== version)
      throw new DomainError('conflict', 'Who is affected has changed meanwhile. Review it again.')
    const { events } = await writeTenantSettings(tx, tenantId, {
      inheritGlobalPermissionsInOrganizations: isOn,
    })
    return { result: undefined, events }
  })
}
