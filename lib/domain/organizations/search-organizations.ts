import type { TenantAccess } from '@/lib/access'
import { join, sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { countAtMost, mostCounted } from '../bounded-count'
import { byText, byTime, type Order, placeOf } from '../order'
import { bySort, readPage } from '../read-page'
import { foldWords, nextPrefix } from '../text/fold'
import type { Window, Windowed } from '../window'

export const organizationSearchSorts = ['name', '-name', 'created', '-created'] as const
export type OrganizationSearchSort = (typeof organizationSearchSorts)[number]

/** Only `deleted` includes deleted ones. */
export const organizationStates = ['', 'active', 'suspended', 'deleted'] as const
export type OrganizationState = (typeof organizationStates)[number]

export interface OrganizationsQuery {
  /** The beginning of a name or slug, or an id. */
  q: string
  state: OrganizationState
  sort: OrganizationSearchSort
}

export interface FoundOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  createdAt: Date
  suspendedAt: Date | null
  /** Until when it can be restored. */
  restorableUntil: Date | null
  /** Of more than `mostCounted`, one more. */
  members: number
}

export function searchOrganizations(
  access: TenantAccess<'read:organizations'>,
  { q, state, sort, ...window }: Window & OrganizationsQuery,
): Promise<Windowed<FoundOrganization>> {
  const order = orders[sort]
  const from = sql`organizations o WHERE ${matching(access, { q, state })}`
  return read(access, (tx) =>
    readPage<FoundOrganization & { key: string }>(tx, window, {
      columns: sql`o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId", o.created_at AS "createdAt",
        o.suspended_at AS "suspendedAt", o.deleted_at + interval '30 days' AS "restorableUntil",
        ${order.written} AS key`,
      extra: sql`${countAtMost(mostCounted, {
        from: sql`members m WHERE m.tenant_id = ${access.tenantId} AND m.organization_id = page.id`,
        order: sql`m.user_id`,
      })} AS members`,
      from,
      // Few or many may match.
      isPlannedEachTime: q !== '',
      ...bySort(window, order),
      placeOf,
    }),
  )
}

const states: Record<OrganizationState, Sql> = {
  '': sql`o.deleted_at IS NULL`,
  active: sql`o.deleted_at IS NULL AND o.suspended_at IS NULL`,
  suspended: sql`o.deleted_at IS NULL AND o.suspended_at IS NOT NULL`,
  deleted: sql`o.deleted_at IS NOT NULL`,
}

/** Prefixes are ranges, because row security keeps LIKE off the index. */
function matching({ tenantId }: TenantAccess, { q, state }: Pick<OrganizationsQuery, 'q' | 'state'>): Sql {
  const conditions = [sql`o.tenant_id = ${tenantId}`, states[state]]
  const beginning = foldWords(q.replaceAll('\0', ' ')).join(' ')
  if (beginning === '') return join(conditions, ' AND ')
  const end = nextPrefix(beginning)
  conditions.push(sql`(
    (o.name_folded >= ${beginning} AND o.name_folded < ${end})
    OR (o.slug COLLATE "C" >= ${beginning} AND o.slug COLLATE "C" < ${end})
    OR o.id = ${q.trim()})`)
  return join(conditions, ' AND ')
}

const id = sql`o.id`

const orders: Record<OrganizationSearchSort, Order> = {
  name: byText({ key: sql`o.name_folded`, id }),
  '-name': byText({ key: sql`o.name_folded`, id, isDown: true }),
  created: byTime({ key: sql`o.created_at`, id }),
  '-created': byTime({ key: sql`o.created_at`, id, isDown: true }),
}
