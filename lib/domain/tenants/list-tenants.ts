import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { opaqueColors } from '../branding/color'

export interface Tenant {
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
  /** Of its branding, as `#rrggbb`. */
  primaryColor: string | null
}

export function listTenants(): Promise<Tenant[]> {
  return read(bypassRowSecurity('a request has a host and no tenant yet', ''), async (tx) => {
    const tenants = await tx.$queryRaw<Tenant[]>`
      SELECT t.id, t.name, t.url, t.host, t.session_idle_minutes AS "sessionIdleMinutes",
        t.session_absolute_minutes AS "sessionAbsoluteMinutes",
        t.allow_organization_name_in_authentication_api AS "allowOrganizationNameInAuthenticationApi",
        t.default_audience AS "defaultAudience", c.primary_color AS "primaryColor"
      FROM public.tenants t LEFT JOIN foyer.tenant_colors() c ON c.tenant_id = t.id
      ORDER BY t.id`
    return tenants.map((tenant) => ({ ...tenant, ...primaryOf(tenant) }))
  })
}

function primaryOf({ primaryColor }: Tenant): Pick<Tenant, 'primaryColor'> {
  return { primaryColor: opaqueColors({ primaryColor, backgroundColor: null }).primaryColor }
}
