import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { type Colors, opaqueColors } from '../branding/color'

/** The colors are those of its branding, without a gradient, as `#rrggbb`. */
export interface Tenant extends Colors {
  id: string
  name: string
  /** Without a trailing slash. */
  url: string
  host: string
  sessionIdleMinutes: number
  sessionAbsoluteMinutes: number
  /** By slug; tokens then carry it as `org_name`. */
  allowOrganizationNameInAuthenticationApi: boolean
  /** For applications that name none. */
  defaultAudience: string | null
}

/** Ends in a slash; clients compare it byte by byte. */
export function issuerOf({ url }: Tenant): string {
  return `${url}/`
}

/** Of the Management API, as an audience. */
export function managementIdentifier(tenant: Tenant): string {
  return `${issuerOf(tenant)}api/v2/`
}

export function listTenants(): Promise<Tenant[]> {
  return read(bypassRowSecurity('a request has a host and no tenant yet', ''), async (tx) => {
    const tenants = await tx.$queryRaw<Tenant[]>`
      SELECT t.id, t.name, t.url, t.host, t.session_idle_minutes AS "sessionIdleMinutes",
        t.session_absolute_minutes AS "sessionAbsoluteMinutes",
        t.allow_organization_name_in_authentication_api AS "allowOrganizationNameInAuthenticationApi",
        t.default_audience AS "defaultAudience", c.primary_color AS "primaryColor", c.background_color AS "backgroundColor"
      FROM public.tenants t LEFT JOIN foyer.tenant_colors() c ON c.tenant_id = t.id
      ORDER BY t.id`
    return tenants.map((tenant) => ({ ...tenant, ...opaqueColors(tenant) }))
  })
}
