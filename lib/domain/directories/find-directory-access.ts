import { z } from 'zod'
import { authorize, type OrganizationActor } from '@/lib/access'
import type { DirectoryCaller } from '@/lib/callers'
import { callFunction } from '@/lib/db/one-statement'
import { sha256Hex } from '../crypto/digest'
import { directoryPermissions, type DirectoryAccess } from './directory-actor'

const found = z.object({ tokenId: z.string(), organizationId: z.string() }).nullable()

/**
 * By its bearer token. Null for an unknown or expired one, for a token of another connection, and while the organization is
 * suspended. The permissions are checked again in the transaction of the request.
 */
export async function findDirectoryAccess(
  tenantId: string,
  { connectionId, token }: { connectionId: string; token: string },
): Promise<DirectoryAccess | null> {
  const values = [tenantId, connectionId, sha256Hex(token)]
  const directory = found.parse(await callFunction('find_directory', values))
  if (directory === null) return null
  const { tokenId, organizationId } = directory
  const caller: DirectoryCaller = { directoryId: connectionId, tokenId }
  const permissions = new Set(directoryPermissions)
  const held = { kind: 'organization', tenantId, organizationId, permissions } as const
  const actor: OrganizationActor & { caller: DirectoryCaller } = { ...held, caller }
  return authorize(actor, ...directoryPermissions)
}
