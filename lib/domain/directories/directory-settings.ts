import type { OrganizationAccess, OrganizationActor, Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { type AccessLevel, assertLevel, levelHere } from '../connections/access-levels'

export type DirectoryManager = OrganizationAccess<'update:organization_connections'>

/** Needed to turn directory sync on: the permissions for all that the directory then does. */
export const makerPermissions = [
  'update:organization_connections',
  'create:organization_invitations',
  'delete:organization_members',
  'create:organization_member_roles',
  'delete:organization_member_roles',
] as const

export type DirectoryMaker = OrganizationAccess<(typeof makerPermissions)[number]>

/** Of an operator or a program of the tenant: the rule about granting does not limit it. */
export type TenantLevelAccess<P extends Permission> = OrganizationAccess<P> & { readonly isTenantLevel: true }

/** With the name of the connection. @throws DomainError not_found where directory sync is off; not_yours_to_give */
export async function lockDirectory(
  tx: Tx,
  access: OrganizationActor,
  connectionId: string,
): Promise<{ name: string }> {
  const { tenantId, organizationId } = access
  const [directory] = await tx.$queryRaw<{ name: string; accessLevel: AccessLevel }[]>(sql`
    SELECT c.display_name AS name, ${levelHere(access, sql`c.id`)} AS "accessLevel"
    FROM directories d JOIN connections c ON c.tenant_id = d.tenant_id AND c.id = d.connection_id
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.connection_id = ${connectionId}
    FOR NO KEY UPDATE OF d`)
  if (!directory) throw notFound()
  assertLevel(access, directory, 'limited')
  return directory
}

export function directoryTarget(connectionId: string, name: string) {
  return { kind: 'directory', id: connectionId, name }
}
