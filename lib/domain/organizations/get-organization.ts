import type { AnyTenantAccess, OrganizationAccess, Permission, SelfAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byText, byTime, type Order, placeOf } from '../order'
import { bySort, readPage } from '../read-page'
import type { Window, Windowed } from '../window'

/** @throws DomainError not_found */
export function getOrganization(access: OrganizationAccess): Promise<ListedOrganization> {
  const { tenantId, organizationId } = access
  return read(access, (tx) => readOrganization(tx, { tenantId, organizationId }))
}

/** @throws DomainError not_found */
export function getOrganizationBySlug(
  access: TenantAccess<'read:organizations'>,
  slug: string,
): Promise<ListedOrganization> {
  return read(access, (tx) => findOrganization(tx, access.tenantId, sql`o.slug = ${slug}`))
}

/** @throws DomainError not_found */
export function readOrganization(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<ListedOrganization> {
  return findOrganization(tx, tenantId, sql`o.id = ${organizationId}`)
}

async function findOrganization(tx: Tx, tenantId: string, which: Sql): Promise<ListedOrganization> {
  const [found] = await tx.$queryRaw<ListedOrganization[]>(sql`
    SELECT ${organizationColumns} FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND ${which}`)
  if (!found) throw notFound()
  return found
}

export interface ListedOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
  /** An external URL. */
  logoUrl: string | null
  metadata: Record<string, string>
  thirdPartyClientAccess: 'block' | 'allow'
  isAppEntitlementActive: boolean
}

export type OrganizationSort = 'name' | '-name' | 'display_name' | '-display_name' | 'created' | '-created'

type Reader = Extract<Permission, 'read:organizations' | 'read:organizations_summary'>

/** Without deleted ones. `after`: the `next` of the page before. */
export function listOrganizations(
  access: AnyTenantAccess<Reader>,
  input: Window & { sort: OrganizationSort },
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const order = orders[input.sort]
  return read(access, async (tx) =>
    readPage<ListedOrganization & { key: string }>(tx, input, {
      columns: sql`${organizationColumns}, ${order.written} AS key`,
      from: sql`organizations o WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL`,
      ...bySort(input, order),
      placeOf,
    }),
  )
}

export const organizationColumns = sql`o.id, o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
  o.primary_color AS "primaryColor", o.background_color AS "backgroundColor", o.logo_url AS "logoUrl",
  o.metadata, o.third_party_client_access AS "thirdPartyClientAccess",
  o.is_app_entitlement_active AS "isAppEntitlementActive"`

const id = sql`o.id`

const orders: Record<OrganizationSort, Order> = {
  name: byText({ key: sql`o.slug`, id }),
  '-name': byText({ key: sql`o.slug`, id, isDown: true }),
  display_name: byText({ key: sql`o.display_name`, id }),
  '-display_name': byText({ key: sql`o.display_name`, id, isDown: true }),
  created: byTime({ key: sql`o.created_at`, id }),
  '-created': byTime({ key: sql`o.created_at`, id, isDown: true }),
}

export interface RestorableOrganization {
  id: string
  slug: string
  displayName: string
  restorableUntil: Date
}

/** Deleted in the last 30 days. */
export function listRestorableOrganizations(access: SelfAccess): Promise<RestorableOrganization[]> {
  const { tenantId, userId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<RestorableOrganization[]>`
      SELECT o.id, o.slug, o.display_name AS "displayName", o.deleted_at + interval '30 days' AS "restorableUntil"
      FROM members m
      JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
      WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND m.suspended_at IS NULL
        AND o.deleted_at > now() - interval '30 days'
        AND EXISTS (
          SELECT FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
          WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id)
      ORDER BY o.deleted_at DESC LIMIT 100`,
  )
}

/** By slug or id. Null if unknown or deleted. */
export function findOrganizationId(
  access: TenantAccess<'read:organizations'>,
  slugOrId: string,
): Promise<string | null> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const found = await tx.organization.findFirst({
      where: { tenantId, deletedAt: null, OR: [{ id: slugOrId }, { slug: slugOrId.toLowerCase() }] },
      select: { id: true },
    })
    return found?.id ?? null
  })
}

/** Whether the user is a member of the organization with this slug, and it is suspended. */
export function isSuspendedForMember(access: SelfAccess, slug: string): Promise<boolean> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<object[]>`
      SELECT FROM organizations o
      JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = ${userId}
        AND m.suspended_at IS NULL
      WHERE o.tenant_id = ${tenantId} AND o.slug = ${slug} AND o.suspended_at IS NOT NULL AND o.deleted_at IS NULL`
    return found.length > 0
  })
}
