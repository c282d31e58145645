import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { asConnectionProfile, type ConnectionProfile, readConnectionProfile } from './connection-profile'

type Reader = TenantAccess<'read:connection_profiles'>

export function listConnectionProfiles(access: Reader, window: Window): Promise<Windowed<ConnectionProfile>> {
  return read(access, async (tx) => {
    const page = await readPage<ConnectionProfile>(tx, window, {
      columns: sql`p.id, p.name, p.settings`,
      from: sql`connection_profiles p WHERE p.tenant_id = ${access.tenantId}`,
      ...byId(window, sql`p.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asConnectionProfile) }
  })
}

/** @throws DomainError not_found */
export function getConnectionProfile(access: Reader, id: string): Promise<ConnectionProfile> {
  return read(access, (tx) => readConnectionProfile(tx, access.tenantId, id))
}
