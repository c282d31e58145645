import { sql, type Sql } from '@/lib/db/sql'
import type { ListQuery } from '../read-page'
import type { PermissionRef } from '../roles/permission-ref'

export interface ListedPermission extends PermissionRef {
  description: string
  apiIdentifier: string
  apiName: string
}

/** How a list reads what attaches permissions, API by API, the tenant’s own first. @param attached with the alias `x` */
export function permissionList(attached: Sql, which: Sql): ListQuery<ListedPermission> {
  return {
    columns: sql`x.api_id AS "apiId", x.name, p.description, a.identifier AS "apiIdentifier", a.name AS "apiName"`,
    from: sql`${attached}
      JOIN permissions p ON p.tenant_id = x.tenant_id AND p.api_id = x.api_id AND p.name = x.name
      JOIN apis a ON a.tenant_id = x.tenant_id AND a.id = x.api_id
      WHERE ${which}`,
    counted: sql`${attached} WHERE ${which}`,
    behind: sql`true`,
    order: sql`a.is_portal DESC, a.name, x.api_id, x.name`,
    placeOf: ({ name }) => name,
  }
}
