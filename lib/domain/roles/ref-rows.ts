import { sql, type Sql } from '@/lib/db/sql'
import type { PermissionRef } from './permission-ref'

/** These permissions as rows of (api_id, name), for what is IN them. */
export function refRows(refs: readonly PermissionRef[]): Sql {
  const [apiIds, names] = [refs.map(({ apiId }) => apiId), refs.map(({ name }) => name)]
  return sql`(SELECT * FROM unnest(${apiIds}::text[], ${names}::text[]))`
}
