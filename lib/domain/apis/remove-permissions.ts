import type { Tx } from '@/lib/db/prisma'

export interface RemovedPermissions {
  [who: string]: number
  /** Tenant roles and organizations’ roles. */
  roles: number
  users: number
  grants: number
}

/** Deletes them from grants too, so that a permission that is later created under the same name is not granted by them. */
export async function removePermissions(
  tx: Tx,
  tenantId: string,
  { apiId, names }: { apiId: string; names: string[] },
): Promise<RemovedPermissions> {
  if (names.length === 0) return { roles: 0, users: 0, grants: 0 }
  const roles = await tx.$executeRaw`
    UPDATE roles r SET updated_at = clock_timestamp()
    WHERE r.tenant_id = ${tenantId} AND r.id IN (
      SELECT rp.role_id FROM role_permissions rp
      WHERE rp.tenant_id = ${tenantId} AND rp.api_id = ${apiId} AND rp.name = ANY(${names}))`
  const [direct] = await tx.$queryRaw<{ users: number }[]>`
    SELECT count(DISTINCT up.user_id)::int AS users FROM user_permissions up
    WHERE up.tenant_id = ${tenantId} AND up.api_id = ${apiId} AND up.name = ANY(${names})`
  const grants = await tx.$executeRaw`
    UPDATE client_grants g SET scope = ARRAY(
      SELECT s.name FROM unnest(g.scope) WITH ORDINALITY AS s (name, place)
      WHERE s.name <> ALL(${names}) ORDER BY s.place)
    WHERE g.tenant_id = ${tenantId} AND g.api_id = ${apiId} AND g.scope && ${names}`
  await tx.permission.deleteMany({ where: { tenantId, apiId, name: { in: names } } })
  return { roles, users: direct?.users ?? 0, grants }
}
