import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { organizationColumns, type ListedOrganization } from './list-organizations'

/** @throws DomainError not_found, for a deleted one too */
export function getOrganization(access: OrganizationAccess): Promise<ListedOrganization> {
  return only(access, sql`o.id = ${access.organizationId}`)
}

/**
 * The organization whose slug this is today.
 * @throws DomainError not_found
 */
export function getOrganizationBySlug(
  access: TenantAccess<'read:organizations'>,
  slug: string,
): Promise<ListedOrganization> {
  return only(access, sql`o.slug = ${slug}`)
}

function only(access: OrganizationAccess | TenantAccess, which: Sql): Promise<ListedOrganization> {
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<ListedOrganization[]>(sql`
      SELECT ${organizationColumns} FROM organizations o
      WHERE o.tenant_id = ${access.tenantId} AND o.deleted_at IS NULL AND ${which}`)
    if (!found) throw notFound()
    return found
  })
}
