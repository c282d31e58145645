import { callFunction } from '@/lib/db/one-statement'
import { newId } from '@/lib/ids'
import type { DirectoryAccess } from './find-directory-access'

interface DirectoryRequest {
  method: string
  /** The first part of the path: Users, Groups, Schemas … */
  resource: string
  /** Stored only if it has the form of ids of users and groups: a client may write an address there. */
  resourceId: string | null
  /** Of HTTP. */
  status: number
  /** A word, never a sentence, which could name someone; null for success. */
  reason: string | null
}

const isResourceId = /^sc[ug]_[0-9A-Za-z]{21}$/

/** After the request, also if its token was revoked meanwhile: refused requests are logged, too. */
export async function logDirectoryRequest(access: DirectoryAccess, request: DirectoryRequest): Promise<void> {
  const { tenantId, organizationId, caller } = access
  const { directoryId: connectionId, tokenId } = caller
  const { resourceId: given, ...rest } = request
  const resourceId = given !== null && isResourceId.test(given) ? given : null
  const id = newId('directoryRequest')
  const logged = { organizationId, connectionId, tokenId, id, ...rest, resourceId }
  await callFunction('log_directory_request', [tenantId, logged])
}
