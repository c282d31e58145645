import type { BySession } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { directoryTarget, lockDirectory, type DirectoryMaker } from './directory-settings'

/**
 * For a connection of the organization’s own. The directory gives roles, and acts on members, up to what this user can
 * grant. Turning it on again changes nothing. @throws DomainError not_found
 */
export function turnOnDirectory(access: DirectoryMaker & BySession, connectionId: string): Promise<void> {
  return changeLocked(access, async (tx) => {
    const { tenantId, organizationId, caller } = access
    const connection = await tx.connection.findFirst({
      where: { tenantId, organizationId, id: connectionId },
      select: { displayName: true },
    })
    if (!connection) throw notFound()
    const written = await tx.$executeRaw`
      INSERT INTO directories (tenant_id, organization_id, connection_id, maker_user_id, maker_held)
      VALUES (${tenantId}, ${organizationId}, ${connectionId}, ${caller.userId}, ${await ownPermissions(tx)}::text[])
      ON CONFLICT DO NOTHING`
    if (written === 0) return unchanged(undefined)
    const target = directoryTarget(connectionId, connection.displayName)
    return { result: undefined, events: [{ type: 'directory.turned_on', target }] }
  })
}

/** From now on this user’s permissions limit the directory. @throws DomainError not_found where it is off */
export function takeOverDirectory(access: DirectoryMaker & BySession, connectionId: string): Promise<void> {
  return changeLocked(access, async (tx) => {
    const { tenantId, organizationId, caller } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    await tx.directory.update({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId } },
      data: { makerUserId: caller.userId, makerHeld: await ownPermissions(tx) },
    })
    const target = directoryTarget(connectionId, name)
    return { result: undefined, events: [{ type: 'directory.taken_over', target }] }
  })
}

/** The caller’s, in the organization. */
async function ownPermissions(tx: Tx): Promise<string[]> {
  const [row] = await tx.$queryRaw<[{ held: string[] }]>`
    SELECT ARRAY(SELECT jsonb_array_elements_text(foyer.inviter()->'ownPower')) AS held`
  return row.held
}
