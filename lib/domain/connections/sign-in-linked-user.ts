import type { ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { setSessionOrganization } from '../users/set-session-organization'
import { lockPerson } from '../users/lock-users'
import { assertTrustedCertificates } from './certificate-trust'
import { type FederatedProfile, type Outcome } from './federated-profile'
import { failed } from './connection-failures'

interface Before {
  events: readonly [Event, ...Event[]]
  mails: readonly OutgoingEmail[]
  hasAccepted: boolean
}

/** `before` has the events and emails of the same sign-in so far, and whether it accepted an invitation. */
export async function signInLinkedUser(
  tx: Tx,
  person: { tenantId: string; userId: string; before?: Before },
  federated: FederatedProfile,
): Promise<ChangeResult<Outcome>> {
  const { tenantId, userId, before } = person
  const { connectionId, profile, organizationId } = federated
  if (!(await lockPerson(tx, tenantId, { userId })))
    return { result: { kind: 'refused', reason: 'blocked' }, events: [failed(federated, 'blocked')] }
  await storeAddress(tx, { tenantId, userId }, federated)
  const amr = ['federated', ...profile.amr]
  const { arrival, events: switched } = await setSessionOrganization(
    tx,
    { tenantId, userId, connectionId, amr, providerSession: profile.saml?.session },
    organizationId,
  )
  await assertTrustedCertificates(tx, { tenantId, userId, federated })
  if (!before) return { result: { kind: 'arrived', arrival, hasAccepted: false }, events: switched }
  const { events, mails, hasAccepted } = before
  return { result: { kind: 'arrived', arrival, hasAccepted }, events: [...events, ...switched], mails }
}

async function storeAddress(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
  { connectionId, profile: { subject, address } }: FederatedProfile,
): Promise<void> {
  await tx.identity.updateMany({
    where: { tenantId, connectionId, subject, userId },
    data: { email: address?.email ?? null },
  })
}
