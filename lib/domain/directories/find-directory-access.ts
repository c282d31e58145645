import { z } from 'zod'
import { authorize, type OrganizationAccess, type OrganizationActor, type Permission } from '@/lib/access'
import type { DirectoryCaller } from '@/lib/callers'
import { callFunction } from '@/lib/db/one-statement'
import { sha256Hex } from '../crypto/digest'
import { isAccessToken, openAccessToken, sealAccessToken } from './directory-access-tokens'

/** All that a directory may do; foyer.directory_permissions says the same. */
const directoryPermissions = [
  'read:organization_members',
  'create:organization_members',
  'delete:organization_members',
  'read:organization_member_roles',
  'create:organization_member_roles',
  'delete:organization_member_roles',
] as const satisfies readonly Permission[]

export type DirectoryAccess = OrganizationAccess<(typeof directoryPermissions)[number]> & {
  readonly caller: DirectoryCaller
}

const directory = z.object({ tokenId: z.string(), organizationId: z.string() }).nullable()

interface Presented {
  connectionId: string
  token: string
}

/**
 * By its bearer token: the directory's own, or an access token that was issued for it. Null for an unknown or expired one, for
 * a token of another connection, and while the organization is suspended. The permissions are checked again in the
 * transaction of the request.
 */
export async function findDirectoryAccess(
  tenantId: string,
  { connectionId, token }: Presented,
): Promise<DirectoryAccess | null> {
  const tokenHash = isAccessToken(token)
    ? await openAccessToken(tenantId, { connectionId, token })
    : sha256Hex(token)
  return tokenHash === null ? null : accessByHash(tenantId, { connectionId, tokenHash })
}

/** For the directory's own token, which is the client secret. Null as findDirectoryAccess(). */
export async function issueAccessToken(
  tenantId: string,
  { connectionId, token }: Presented,
): Promise<string | null> {
  const named = { connectionId, tokenHash: sha256Hex(token) }
  return (await accessByHash(tenantId, named)) && sealAccessToken(tenantId, named)
}

async function accessByHash(
  tenantId: string,
  { connectionId, tokenHash }: { connectionId: string; tokenHash: string },
): Promise<DirectoryAccess | null> {
  const found = directory.parse(await callFunction('find_directory', [tenantId, connectionId, tokenHash]))
  if (found === null) return null
  const { tokenId, organizationId } = found
  const caller: DirectoryCaller = { directoryId: connectionId, tokenId }
  const permissions = new Set(directoryPermissions)
  const held = { kind: 'organization', tenantId, organizationId, permissions } as const
  const actor: OrganizationActor & { caller: DirectoryCaller } = { ...held, caller }
  return authorize(actor, ...directoryPermissions)
}
