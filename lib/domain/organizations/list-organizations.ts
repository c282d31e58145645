import { z } from 'zod'
import type { Permission } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import type { AnyTenantAccess } from '../any-tenant-access'
import { reach, windowed, type Window, type Windowed } from '../window'

export interface ListedOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
  metadata: Record<string, unknown>
}

/** A minus sign turns the order round. */
export type OrganizationSort = 'name' | '-name' | 'display_name' | '-display_name' | 'created' | '-created'

type Reader = Extract<Permission, 'read:organizations' | 'read:organizations_summary'>

/** Every organization of the tenant that was not deleted. `after` is what the page before it called `next`. */
export function listOrganizations(
  access: AnyTenantAccess<Reader>,
  wanted: Window & { sort: OrganizationSort },
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const { after, skip, take } = reach(wanted)
  const order = orders[wanted.sort]
  const live = sql`o.tenant_id = ${tenantId} AND o.deleted_at IS NULL`
  const way = order.isDown ? sql`DESC` : sql`ASC`
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<(ListedOrganization & { place: string })[]>(sql`
      SELECT ${organizationColumns}, ${order.key}::text AS place FROM organizations o
      WHERE ${live} AND ${beyond(after, order)}
      ORDER BY ${order.key} ${way}, o.id ${way} LIMIT ${take} OFFSET ${skip}`)
    const page = windowed(wanted, found, ({ id, place }) => cursorOf(place, id))
    const total = 'skip' in wanted ? await tx.organization.count({ where: { tenantId, deletedAt: null } }) : 0
    return { ...page, total }
  })
}

/** Columns of `organizations o`. */
export const organizationColumns = sql`o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
  o.primary_color AS "primaryColor", o.background_color AS "backgroundColor", o.metadata`

interface Order {
  key: Sql
  /** How the key of a cursor is read. */
  typed: (text: string) => Sql
  isDown: boolean
}

const orders: Record<OrganizationSort, Order> = {
  name: { key: sql`o.slug`, typed: asText, isDown: false },
  '-name': { key: sql`o.slug`, typed: asText, isDown: true },
  display_name: { key: sql`o.display_name`, typed: asText, isDown: false },
  '-display_name': { key: sql`o.display_name`, typed: asText, isDown: true },
  created: { key: sql`o.created_at`, typed: asTime, isDown: false },
  '-created': { key: sql`o.created_at`, typed: asTime, isDown: true },
}

const cursor = z.tuple([z.string(), z.string()])

function cursorOf(place: string, id: string): string {
  return Buffer.from(JSON.stringify([place, id])).toString('base64url')
}

/** @throws DomainError invalid at `from` */
function beyond(after: string, { key, typed, isDown }: Order): Sql {
  if (after === '') return sql`true`
  const [place, id] = readCursor(after)
  return isDown
    ? sql`(${key}, o.id) < (${typed(place)}, ${id})`
    : sql`(${key}, o.id) > (${typed(place)}, ${id})`
}

function readCursor(text: string): [string, string] {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw new DomainError('invalid', 'This is no place in the list. Begin without `from`.', { field: 'from' })
  }
}

function asText(text: string): Sql {
  return sql`${text}`
}

function asTime(text: string): Sql {
  return sql`${text}::timestamptz`
}
