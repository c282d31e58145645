import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { cursorOf } from '../cursor'
import { behind, inOrder, placeIn, type Order } from '../ordered'
import { organizationColumns, type ListedOrganization } from '../organizations/list-organizations'
import { reach, windowed, type Window, type Windowed } from '../window'
import { insistOnUser } from './insist-on-user'

const bySlug: Order = { key: sql`o.slug`, id: sql`o.id`, type: 'text', isDown: false }

/**
 * The organizations that a user is a member of, suspended or not, by slug.
 * @throws DomainError not_found
 */
export function listOrganizationsOf(
  access: TenantAccess<'read:organizations'>,
  wanted: Window & { userId: string },
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const { userId } = wanted
  const { after, skip, take } = reach(wanted)
  const hers = sql`o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND o.id IN (
    SELECT m.organization_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId})`
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const found = await tx.$queryRaw<(ListedOrganization & { place: string })[]>(sql`
      SELECT ${organizationColumns}, ${placeIn(bySlug)} AS place FROM organizations o
      WHERE ${hers} AND ${behind(after, bySlug)}
      ORDER BY ${inOrder(bySlug)} LIMIT ${take} OFFSET ${skip}`)
    const [counted] = await tx.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS total FROM organizations o WHERE ${hers}`,
    )
    return { ...windowed(wanted, found, ({ place, id }) => cursorOf(place, id)), total: counted?.total ?? 0 }
  })
}
