import type { ByUser } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { assertLevel } from '../connections/access-levels'
import { type IdentityProvider, readOwnProvider } from '../connections/list-own-providers'
import {
  type DirectoryMaker,
  type DirectoryManager,
  directoryTarget,
  lockDirectory,
  type TenantLevelAccess,
} from './directory-settings'

type Maker = (DirectoryMaker & ByUser) | TenantLevelAccess<'create:scim_config'>

interface TurnedOn {
  provider: IdentityProvider & { provisionedSince: Date }
  /** Then nothing changed. */
  wasOn: boolean
}

/**
 * For a connection of the organization’s own. The directory gives roles, and acts on members, up to what this user can
 * grant; at tenant level, up to all that a role can give there.
 * @throws DomainError not_found, not_yours_to_give
 */
export function turnOnDirectory(access: Maker, connectionId: string): Promise<TurnedOn> {
  return changeLocked<TurnedOn>(access, async (tx) => {
    const { tenantId, organizationId } = access
    const provider = await readOwnProvider(tx, access, connectionId)
    assertLevel(access, provider, 'limited')
    const { provisionedSince: since } = provider
    if (since !== null) return unchanged({ provider: { ...provider, provisionedSince: since }, wasOn: true })
    const { userId, held } = await makerOf(tx, access)
    const [{ provisionedSince }] = await tx.$queryRaw<[{ provisionedSince: Date }]>`
      INSERT INTO directories (tenant_id, organization_id, connection_id, maker_user_id, maker_held)
      VALUES (${tenantId}, ${organizationId}, ${connectionId}, ${userId}, ${held}::text[])
      RETURNING created_at AS "provisionedSince"`
    const target = directoryTarget(connectionId, provider.displayName)
    return {
      result: { provider: { ...provider, provisionedSince }, wasOn: false },
      events: [{ type: 'directory.turned_on', target }],
    }
  })
}

async function makerOf(tx: Tx, access: Maker): Promise<{ userId: string | null; held: string[] }> {
  if (access.isTenantLevel) return { userId: null, held: [] }
  return { userId: access.caller.userId, held: await ownPermissions(tx) }
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
      DELETE FROM directory_tokens
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND connection_id = ${connectionId}
        AND NOT foyer.directory_grantable(${organizationId}, ${connectionId}) @> ${held}::text[]`
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

/** Deletes its tokens, groups and log. Members keep what they have. @throws DomainError not_found */
export function turnOffDirectory(
  access: DirectoryManager | TenantLevelAccess<'delete:scim_config'>,
  connectionId: string,
): Promise<void> {
  return changeLocked(access, async (tx) => {
    const { tenantId, organizationId } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    await tx.directory.delete({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId } },
    })
    const target = directoryTarget(connectionId, name)
    return { result: undefined, events: [{ type: 'directory.turned_off', target }] }
  })
}
