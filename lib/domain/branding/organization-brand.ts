import { sql, type Sql } from '@/lib/db/sql'
import type { BrandDetails } from './brand-details'

export interface OrganizationBrand {
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
  brandDetails: BrandDetails
}

/** Columns of `organizations o`; brandDetailsOf() parses the last one. */
export const brandColumns: Sql = sql`o.slug, o.display_name AS "displayName", o.logo_id AS "logoId",
  o.primary_color AS "primaryColor", o.background_color AS "backgroundColor", o.brand_details AS "brandDetails"`

/** What an invitation or a join link shows before its holder is a member. */
export interface JoinableOrganization extends OrganizationBrand {
  id: string
  /** Sessions that began earlier are rejected. */
  sessionsFrom: Date | null
}
