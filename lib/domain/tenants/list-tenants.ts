import { asSystem, read } from '@/lib/db/doors'

export interface Tenant {
  id: string
  name: string
  /** Without a trailing slash. */
  url: string
  host: string
  sessionIdleMinutes: number
  sessionAbsoluteMinutes: number
}

/** Every tenant of this installation: what the front door compares a request’s host with. */
export function listTenants(): Promise<Tenant[]> {
  return read(asSystem('a request has a host and no tenant yet', ''), (tx) =>
    tx.tenant.findMany({
      select: {
        id: true,
        name: true,
        url: true,
        host: true,
        sessionIdleMinutes: true,
        sessionAbsoluteMinutes: true,
      },
      orderBy: { id: 'asc' },
    }),
  )
}
