import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  asUserAttributeProfile,
  type UserAttributeProfile,
  readUserAttributeProfile,
} from './user-attribute-profile'

type Reader = TenantAccess<'read:user_attribute_profiles'>

export function listUserAttributeProfiles(
  access: Reader,
  window: Window,
): Promise<Windowed<UserAttributeProfile>> {
  return read(access, async (tx) => {
    const page = await readPage<UserAttributeProfile>(tx, window, {
      columns: sql`p.id, p.name, p.settings`,
      from: sql`user_attribute_profiles p WHERE p.tenant_id = ${access.tenantId}`,
      ...byId(window, sql`p.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asUserAttributeProfile) }
  })
}

/** @throws DomainError not_found */
export function getUserAttributeProfile(access: Reader, id: string): Promise<UserAttributeProfile> {
  return read(access, (tx) => readUserAttributeProfile(tx, access.tenantId, id))
}
