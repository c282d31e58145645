import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface LockedOrganization {
  slug: string
  displayName: string
  logoId: string | null
  logoUrl: string | null
  primaryColor: string | null
  backgroundColor: string | null
  metadata: Record<string, unknown>
  thirdPartyClientAccess: string
  isAppEntitlementActive: boolean
}

/** Holds the organization’s row until the end of the transaction, so that before and after are true. */
export async function lockOrganization(tx: Tx, tenantId: string, id: string): Promise<LockedOrganization> {
  const [row] = await tx.$queryRaw<LockedOrganization[]>`
    SELECT slug, display_name AS "displayName", logo_id AS "logoId", logo_url AS "logoUrl",
      primary_color AS "primaryColor", background_color AS "backgroundColor", metadata,
      third_party_client_access AS "thirdPartyClientAccess", is_app_entitlement_active AS "isAppEntitlementActive"
    FROM organizations WHERE tenant_id = ${tenantId} AND id = ${id} AND deleted_at IS NULL
    FOR UPDATE`
  if (!row) throw notFound()
  return row
}
