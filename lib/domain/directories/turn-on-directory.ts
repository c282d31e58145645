import type { ByUser } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { directoryTarget, lockDirectory, type DirectoryMaker } from './directory-settings'

/**
 * For a connection of the organization’s own. The directory gives roles, and acts on members, up to what this user can
 * grant. Turning it on again changes nothing. @throws DomainError not_found
 */
export function turnOnDirectory(access: DirectoryMaker & ByUser, connectionId: string): Promise<void> {
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

/**
 * From now on this user’s permissions limit the directory. Its tokens end if it gains any: who knows them must not.
 * @throws DomainError not_found where it is off
 */
export function takeOverDirectory(access: DirectoryMaker & ByUser, connectionId: string): Promise<void> {
  return changeLocked(access, async (tx) => {
    const { tenantId, organizationId, caller } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    const held = await ownPermissions(tx)
    const tokensRevoked = await tx.$executeRaw`
      DELETE FROM directory_tokens t USING directories d
      WHERE t.tenant_id = ${tenantId} AND t.organization_id = ${organizationId} AND t.connection_id = ${connectionId}
        AND d.tenant_id = t.tenant_id AND d.organization_id = t.organization_id AND d.connection_id = t.connection_id
        AND NOT d.maker_held @> ${held}::text[]`
    await tx.directory.update({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId } },
      data: { makerUserId: caller.userId, makerHeld: held },
    })
    const target = directoryTarget(connectionId, name)
    return {
      result: undefined,
      events: [{ type: 'directory.taken_over', target, details: { tokensRevoked } }],
    }
  })
}

/** The caller’s, in the organization. */
async function ownPermissions(tx: Tx): Promise<string[]> {
  const [row] = await tx.$queryRaw<[{ held: string[] }]>`
    SELECT ARRAY(SELECT jsonb_array_elements_text(foyer.inviter()->'ownPower')) AS held`
  return row.held
}
