import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { beyond, byText, inOrder, placeOf } from '../order'
import { organizationColumns, type ListedOrganization } from '../organizations/list-organizations'
import { reach, windowed, type Window, type Windowed } from '../window'
import { insistOnUser } from './insist-on-user'

const bySlug = byText({ key: sql`o.slug`, id: sql`o.id` })

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
    const found = await tx.$queryRaw<(ListedOrganization & { key: string })[]>(sql`
      SELECT ${organizationColumns}, ${bySlug.written} AS key FROM organizations o
      WHERE ${hers} AND ${beyond(after, bySlug)}
      ORDER BY ${inOrder(bySlug)} LIMIT ${take} OFFSET ${skip}`)
    const [counted] = await tx.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS total FROM organizations o WHERE ${hers}`,
    )
    return { ...windowed(wanted, found, placeOf), total: counted?.total ?? 0 }
  })
}
