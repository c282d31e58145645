import { bypassRowSecurity, read } from '@/lib/db/transaction'

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
}

export function listTenants(): Promise<Tenant[]> {
  return read(bypassRowSecurity('a request has a host and no tenant yet', ''), (tx) =>
    tx.tenant.findMany({
      select: {
        id: true,
        name: true,
        url: true,
        host: true,
        sessionIdleMinutes: true,
        sessionAbsoluteMinutes: true,
        allowOrganizationNameInAuthenticationApi: true,
        defaultAudience: true,
      },
      orderBy: { id: 'asc' },
    }),
  )
}
