import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import type { ChangeResult } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { completeAcceptance } from '../invitations/accept-invitation'
import type { Ticketed } from '../invitations/find-by-ticket'
import { hasJoinLink } from '../join-links/find-join-link'
import { domainOf, type EmailAddress } from '../text/email-address'
import { insertUser } from '../users/create-user'
import { findUserByEmail } from '../users/read-user'
import { verifyUserEmail } from '../users/verify-user-email'
import { UntrustedProvider } from './assert-trusted-provider'
import { federatedName, type FederatedProfile, type Outcome, type Profile } from './federated-profile'
import { samlStrategy } from './saml-options'
import { refused, signInLinkedUser } from './sign-in-linked-user'

/** The user must first sign in to a verified account with this address; an unverified one becomes theirs. */
export async function signInByVerifiedEmail(
  tx: Tx,
  { tenantId, address, invitation }: VerifiedAddress,
  federated: FederatedProfile,
): Promise<ChangeResult<Outcome>> {
  const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded })
  if (known?.blocked) return refused(federated, 'blocked')
  if (known) {
    // Also false if the address was verified a moment ago: then the user has to link a verified account.
    const becameVerified = await verifyUserEmail(tx, { tenantId, userId: known.id })
    if (!becameVerified)
      return { result: { kind: 'link', userId: known.id, email: address.email }, events: 'unchanged' }
    return addIdentity(tx, { tenantId, userId: known.id, type: 'user.email_verified', invitation }, federated)
  }
  if (invitation === null && !(await createsUsers(tx, { tenantId, address }, federated)))
    return refused(federated, 'no_account')
  const { name, picture } = federated.profile
  const { email, folded: emailFolded } = address
  const person = { tenantId, email, emailFolded, name: federatedName(name, email), isEmailVerified: true }
  const { id: userId } = await insertUser(tx, person)
  if (picture !== null)
    await tx.user.update({ where: { tenantId_id: { tenantId, id: userId } }, data: { picture } })
  return addIdentity(tx, { tenantId, userId, type: 'user.signed_up', invitation }, federated)
}

interface VerifiedAddress {
  tenantId: string
  address: EmailAddress
  invitation: Ticketed | null
}

interface NewIdentity {
  tenantId: string
  userId: string
  type: 'user.signed_up' | 'user.email_verified'
  invitation: Ticketed | null
}

/** On the tenant’s own page, default connections create users. */
async function createsUsers(
  tx: Tx,
  { tenantId, address }: Pick<VerifiedAddress, 'tenantId' | 'address'>,
  { connectionId, organizationId, returnTo }: FederatedProfile,
): Promise<boolean> {
  if (organizationId === null) {
    const connection = await tx.connection.findFirst({
      where: { tenantId, id: connectionId, isDefault: true },
    })
    return connection !== null
  }
  const enabled = await tx.enabledConnection.findFirst({
    where: { tenantId, organizationId, connectionId, isEnabled: true },
  })
  if (enabled === null) return false
  if (enabled.assignMembershipOnLogin || enabled.isSignupEnabled) return true
  return hasJoinLink(tx, { tenantId, organizationId, emailFolded: address.folded }, returnTo)
}

async function addIdentity(
  tx: Tx,
  { tenantId, userId, type, invitation }: NewIdentity,
  federated: FederatedProfile,
): Promise<ChangeResult<Outcome>> {
  await insertIdentity(tx, federated, { tenantId, userId, isLinked: false })
  const event: Event = {
    type,
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId, ...emailOf(federated) },
    details: { connectionId: federated.connectionId },
  }
  if (invitation === null) {
    const before = { events: [event] as const, mails: [], hasAccepted: false }
    return signInLinkedUser(tx, { tenantId, userId, before }, federated)
  }
  const { events, mails } = await completeAcceptance(tx, invitation, userId)
  const before = { events: [event, ...events] as const, mails, hasAccepted: true }
  const organizationId = invitation.organization.id
  return signInLinkedUser(tx, { tenantId, userId, before }, { ...federated, organizationId })
}

function emailOf({ profile }: FederatedProfile): { email?: string } {
  return profile.address === null ? {} : { email: profile.address.folded }
}

/**
 * A public provider verifies only its own addresses, an enterprise’s only domains that DNS verified for an
 * organization in which this connection is enabled.
 */
export async function isEmailTrusted(
  tx: Tx,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  { address, emailVerified, isOwnAddress }: Profile,
): Promise<boolean> {
  if (address === null || emailVerified === false) return false
  const { strategy } = await tx.connection.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: connectionId } },
    select: { strategy: true },
  })
  if (strategy !== 'oidc' && strategy !== samlStrategy) return isOwnAddress
  const [verified] = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM discovery_domains d
    JOIN enabled_connections e ON e.tenant_id = ${tenantId} AND e.organization_id = d.organization_id
      AND e.connection_id = ${connectionId} AND e.is_enabled
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = d.organization_id
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    WHERE d.tenant_id = ${tenantId} AND d.domain = ${domainOf(address.folded)} AND d.verified_at IS NOT NULL LIMIT 1`
  return verified !== undefined
}

/**
 * A subject that already belongs to a user is a unique violation. A subject is unique within its issuer only, and the issuer
 * may have been changed while the user entered a code or signed in to their account: a change waits for this, or this for it.
 */
export async function insertIdentity(
  tx: Tx,
  { connectionId, issuer, profile }: FederatedProfile,
  { tenantId, userId, isLinked }: { tenantId: string; userId: string; isLinked: boolean },
): Promise<void> {
  const { subject, address } = profile
  const inserted = await tx.$executeRaw`
    WITH provider AS (
      SELECT c.id FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId} AND c.options->>'issuer' = ${issuer} FOR SHARE
    )
    INSERT INTO identities (id, user_id, is_linked, connection_id, subject, email)
    SELECT ${newId('identity')}, ${userId}, ${isLinked}, provider.id, ${subject}, ${address?.email ?? null} FROM provider`
  if (inserted === 0) throw new UntrustedProvider('provider_changed')
}
