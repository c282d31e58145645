import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { listAllowedConnections } from '../invitations/find-by-ticket'
import type { ConsumedEmailToken } from '../users/email-token'
import { beginJoining } from './begin-joining'
import { completeJoining } from './complete-joining'
import { findById, type FoundJoinLink } from './find-join-link'
import { findJoinPath } from './join-token'

interface SignedUp {
  tenantId: string
  userId: string
  connectionId: string
}

/** A link that stopped working meanwhile does not stop the sign-up: its page says why. */
export async function joinAfterSignUp(
  tx: Tx,
  signedUp: SignedUp,
  { joinLinkId, organizationId, returnTo }: ConsumedEmailToken,
): Promise<{ returnTo: string | null; events: Event[] }> {
  if (joinLinkId === null || organizationId === null) return { returnTo, events: [] }
  const found = await findById(tx, signedUp.tenantId, { organizationId, id: joinLinkId })
  if (!found) return { returnTo, events: [] }
  const events = await join(tx, signedUp, found)
  return events === null ? { returnTo: findJoinPath(found), events: [] } : { returnTo: null, events }
}

async function join(
  tx: Tx,
  { userId, connectionId }: SignedUp,
  found: FoundJoinLink,
): Promise<Event[] | null> {
  const facts = await beginJoining(tx, found, userId)
  const allowed = await listAllowedConnections(tx, found, facts.emailFolded)
  if (!allowed.some(({ id }) => id === connectionId)) return null
  const joining = await completeJoining(tx, found, facts)
  return joining.refusal === null ? joining.events : null
}
