import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface PickableOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
}

export interface MyOrganization extends PickableOrganization {
  roles: string[]
}

/** `more`: there is a next page. */
interface Page<Organization> {
  organizations: Organization[]
  more: boolean
}

const perPage = 25

/** The one in which they were active last comes first. */
export function listMyOrganizations(access: SelfAccess, page = 1): Promise<Page<MyOrganization>> {
  const { userId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<MyOrganization[]>`
      SELECT id, slug, "displayName", "logoId", roles
      FROM foyer.list_user_organizations(${userId}, ${perPage + 1}, ${(page - 1) * perPage})`
    return { organizations: rows.slice(0, perPage), more: rows.length > perPage }
  })
}

/** Also if their session may not enter it now. */
export function findMyOrganization(
  access: SelfAccess,
  organizationId: string,
): Promise<{ slug: string } | null> {
  return read(access, (tx) =>
    tx.organization.findFirst({
      where: { tenantId: access.tenantId, id: organizationId, deletedAt: null },
      select: { slug: true },
    }),
  )
}

export function searchMyOrganizations(
  access: SelfAccess,
  { search, page }: { search: string; page: number },
): Promise<Page<PickableOrganization>> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<PickableOrganization[]>`
      SELECT o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId"
      FROM members m
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = m.organization_id
      WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND m.suspended_at IS NULL
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL
        AND (strpos(foyer.fold_text(o.display_name), foyer.fold_text(${search})) > 0
          OR strpos(o.slug, foyer.fold_text(${search})) > 0)
      ORDER BY foyer.fold_text(o.display_name), o.id
      LIMIT ${perPage + 1} OFFSET ${(page - 1) * perPage}`
    return { organizations: rows.slice(0, perPage), more: rows.length > perPage }
  })
}
