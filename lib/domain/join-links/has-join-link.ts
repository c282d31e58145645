import type { Tx } from '@/lib/db/prisma'
import { findByToken, isAllowedAddress } from './find-join-link'

/** Whether the path is that of a link that works, of this organization and for this address. */
export async function hasJoinLink(
  tx: Tx,
  visitor: { tenantId: string; organizationId: string; emailFolded: string },
  path: string | null,
): Promise<boolean> {
  const [, token] = /^\/join\/(\w{1,100})$/.exec(path ?? '') ?? []
  const found = token === undefined ? null : await findByToken(tx, visitor.tenantId, token)
  if (found?.state !== 'live' || found.organization.id !== visitor.organizationId) return false
  return isAllowedAddress(found, visitor.emailFolded)
}
