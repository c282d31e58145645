import { bypassRowSecurity, read } from '@/lib/db/transaction'

export interface Tenant {
  id: string
  name: string
  /** Without a trailing slash. */
  url: string
  host: string
  sessionIdleMinutes: number
  sessionAbsoluteMinutes: number
  /** Whether applications may name organizations by slug; tokens then carry it as `org_name`. */
  allowOrganizationNameInAuthenticationApi: boolean
  /** The API meant where an application names none. */
  defaultAudience: string | null
}

/** Every tenant of this installation, to find a request’s tenant by its host. */
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
