import type { Tx } from '@/lib/db/prisma'
import {
  type AllowedConnection,
  listAllowedConnections,
  mayEnter,
  type Viewer,
} from '../invitations/allowed-connections'
import { wasRemovedRecently } from '../members/remove-members'
import { fold } from '../text/fold'
import { type FoundJoinLink, isAllowedAddress, readJoinLink } from './find-join-link'
import type { JoinRefusal } from './join-refusal'

/** For any holder of the link, signed in or not. */
export interface JoinPage extends FoundJoinLink {
  connections: AllowedConnection[]
  /** Null if the visitor is not signed in. */
  viewer: ViewerStatus | null
}

/** `other_method`: the organization does not accept this session. */
export type ViewerStatus =
  | 'member'
  | 'may_join'
  | 'other_method'
  | Extract<JoinRefusal, 'suspended' | 'removed' | 'other_domain'>

export function findJoinPage(
  tenantId: string,
  token: string,
  viewer: Viewer | null,
): Promise<JoinPage | null> {
  return readJoinLink({ tenantId, token }, async (tx, found) => {
    if (!found) return null
    const address = viewer && fold(viewer.user.email)
    const connections = await listAllowedConnections(tx, found, address)
    return { ...found, connections, viewer: viewer && (await statusOf(tx, found, { viewer, connections })) }
  })
}

async function statusOf(
  tx: Tx,
  found: FoundJoinLink,
  { viewer, connections }: { viewer: Viewer; connections: AllowedConnection[] },
): Promise<ViewerStatus> {
  const { tenantId, organization } = found
  const membership = { tenantId, organizationId: organization.id, userId: viewer.user.id }
  const member = await tx.member.findUnique({ where: { tenantId_organizationId_userId: membership } })
  if (member) return member.suspendedAt === null ? 'member' : 'suspended'
  if (await wasRemovedRecently(tx, membership)) return 'removed'
  if (!isAllowedAddress(found, fold(viewer.user.email))) return 'other_domain'
  return mayEnter(viewer, organization, connections) ? 'may_join' : 'other_method'
}
