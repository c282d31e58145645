import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { organizationColumns, type ListedOrganization } from './list-organizations'

/** @throws DomainError not_found, for a deleted one too */
export function getOrganization(access: OrganizationAccess): Promise<ListedOrganization> {
  const { tenantId, organizationId } = access
  return read(access, (tx) => findOrganization(tx, tenantId, sql`o.id = ${organizationId}`))
}

/**
 * The organization whose slug this is today.
 * @throws DomainError not_found
 */
export function getOrganizationBySlug(
  access: TenantAccess<'read:organizations'>,
  slug: string,
): Promise<ListedOrganization> {
  return read(access, (tx) => findOrganization(tx, access.tenantId, sql`o.slug = ${slug}`))
}

/** @throws DomainError not_found */
export async function findOrganization(tx: Tx, tenantId: string, which: Sql): Promise<ListedOrganization> {
  const [found] = await tx.$queryRaw<ListedOrganization[]>(sql`
    SELECT ${organizationColumns} FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND ${which}`)
  if (!found) throw notFound()
  return found
}
