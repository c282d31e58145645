import type { ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { type CodeRequired, signInWithOneFactor } from '../authenticators/sign-in-with-one-factor'
import { type Arrival, type Authenticated, setSessionOrganization } from '../users/set-session-organization'
import { lockActiveUser } from '../users/lock-users'
import { assertTrustedProvider } from './assert-trusted-provider'
import { type FederatedProfile, type Outcome } from './federated-profile'
import { failed, type FailureReason } from './connection-failures'

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
  if (!(await lockActiveUser(tx, tenantId, { userId }))) return refused(federated, 'blocked')
  await storeAddress(tx, { tenantId, userId }, federated)
  const amr = ['federated', ...profile.amr]
  const authenticated = { tenantId, userId, connectionId, amr, saml: profile.saml }
  const needsCode = await lacksSecondFactor(tx, authenticated, organizationId)
  const { arrival, events: switched } = needsCode
    ? await signInWithOneFactor(tx, authenticated, organizationId)
    : await setSessionOrganization(tx, authenticated, organizationId)
  await assertTrustedProvider(tx, { tenantId, userId, federated })
  if (!before) return { result: outcomeOf(arrival, false), events: switched }
  const { events, mails, hasAccepted } = before
  return { result: outcomeOf(arrival, hasAccepted), events: [...events, ...switched], mails }
}

export function refused(federated: FederatedProfile, reason: FailureReason): ChangeResult<Outcome> {
  return { result: { kind: 'refused', reason }, events: [failed(federated, reason)] }
}

function outcomeOf(arrival: Arrival | CodeRequired, hasAccepted: boolean): Outcome {
  return 'pending' in arrival
    ? { kind: 'code', arrival, hasAccepted }
    : { kind: 'arrived', arrival, hasAccepted }
}

/** Whether the organization requires one that this provider did not ask for. */
async function lacksSecondFactor(
  tx: Tx,
  { userId, connectionId, amr }: Authenticated,
  organizationId: string | null,
): Promise<boolean> {
  if (organizationId === null || amr.includes('mfa')) return false
  const [status] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT foyer.policy_refusal(${organizationId}, ${userId}, ${connectionId}, now(), '', false) AS refusal`
  return status?.refusal === 'factor'
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
