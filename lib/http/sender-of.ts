import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import { readJoinLink } from '@/lib/domain/join-links/find-join-link'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { isOwnRequest } from './client-address'
import { isRead, type IncomingRequest } from './incoming-request'
import { readSessionCookie } from './read-session-cookie'
import { lookUp } from './look-up'
import { linkIn, type Sender } from './sender'

/** The session may have ended, and the link may be closed. */
export async function senderOf(tenant: Tenant, incoming: IncomingRequest): Promise<Sender> {
  if (isOwnRequest(incoming)) return 'own'
  if ((await readSessionCookie(tenant, incoming)) !== null) return 'session'
  return !isRead(incoming) && (await hasKnownLink(tenant, incoming)) ? 'link' : 'anyone'
}

/** Who sends unknown ones must not wait as long as people who are invited. */
async function hasKnownLink({ id: tenantId }: Tenant, incoming: IncomingRequest): Promise<boolean> {
  const link = linkIn(incoming.url)
  if (link === null) return false
  return lookUp(incoming, async () => {
    if ('ticket' in link) return (await findInvitation(tenantId, link.ticket, null)) !== null
    return readJoinLink({ tenantId, token: link.joinToken }, (_, found) => Promise.resolve(found !== null))
  })
}
