import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  asSelfServiceProfile,
  readSelfServiceProfile,
  type SelfServiceProfile,
  type SelfServiceRow,
} from './self-service-profile'

type Reader = TenantAccess<'read:self_service_profiles'>

export function listSelfServiceProfiles(
  access: Reader,
  window: Window,
): Promise<Windowed<SelfServiceProfile>> {
  return read(access, async (tx) => {
    const page = await readPage<SelfServiceRow>(tx, window, {
      columns: sql`p.id, p.name, p.description, p.user_attributes AS "userAttributes",
        p.allowed_strategies AS "allowedStrategies", p.introduction, p.created_at AS "createdAt", p.updated_at AS "updatedAt"`,
      from: sql`self_service_profiles p WHERE p.tenant_id = ${access.tenantId}`,
      ...byId(window, sql`p.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asSelfServiceProfile) }
  })
}

/** @throws DomainError not_found */
export function getSelfServiceProfile(access: Reader, id: string): Promise<SelfServiceProfile> {
  return read(access, (tx) => readSelfServiceProfile(tx, access.tenantId, id))
}
