import { notFound } from '../errors'
import type { Tx } from './prisma'

/** FOR UPDATE, until the transaction ends. */
export interface LockedOrganization {
  slug: string
  displayName: string
  logoId: string | null
  logoUrl: string | null
  primaryColor: string | null
  backgroundColor: string | null
  brandDetails: unknown
  brandingDraft: unknown
  metadata: Record<string, unknown>
  thirdPartyClientAccess: string
  isAppEntitlementActive: boolean
}

/** @throws DomainError not_found when it is deleted */
export async function getLockedOrganization(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<LockedOrganization> {
  const [row] = await tx.$queryRaw<LockedOrganization[]>`
    SELECT slug, display_name AS "displayName", logo_id AS "logoId", logo_url AS "logoUrl",
      primary_color AS "primaryColor", background_color AS "backgroundColor", brand_details AS "brandDetails", branding_draft AS "brandingDraft", metadata,
      third_party_client_access AS "thirdPartyClientAccess", is_app_entitlement_active AS "isAppEntitlementActive"
    FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organizationId} AND deleted_at IS NULL`
  if (!row) throw notFound()
  return row
}
