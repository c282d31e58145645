import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export type DirectoryManager = OrganizationAccess<'update:organization_connections'>

/** One who has these may do by themselves what the directory then does. */
export const makerPermissions = [
  'update:organization_connections',
  'create:organization_invitations',
  'delete:organization_members',
  'create:organization_member_roles',
  'delete:organization_member_roles',
] as const

export type DirectoryMaker = OrganizationAccess<(typeof makerPermissions)[number]>

interface LockedDirectory {
  /** Of the connection. */
  name: string
  makerUserId: string
}

/** FOR NO KEY UPDATE. @throws DomainError not_found where directory sync is off */
export async function lockDirectory(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
  connectionId: string,
): Promise<LockedDirectory> {
  const [directory] = await tx.$queryRaw<LockedDirectory[]>`
    SELECT c.display_name AS name, d.maker_user_id AS "makerUserId"
    FROM directories d JOIN connections c ON c.tenant_id = d.tenant_id AND c.id = d.connection_id
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.connection_id = ${connectionId}
    FOR NO KEY UPDATE OF d`
  if (!directory) throw notFound()
  return directory
}

export function directoryTarget(connectionId: string, name: string) {
  return { kind: 'directory', id: connectionId, name }
}
