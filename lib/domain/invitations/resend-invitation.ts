import { type OrganizationAccess, personOf } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, withEvents } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { canSendEmail, noEmailSender } from '../email-sender/email-sender'
import { listAssignableRoles } from '../roles/role-choices'
import { assertWithinLimit } from './invitation-checks'
import { createInvitations, getOnlyInvitation, invitationEmail } from './invite'
import { formerInviterName } from './inviter-snapshot'
import { lockForResend, notPending, type PendingRole, type SentInvitation } from './lock-invitation'
import { type Invitation, readInvitation } from './queries'
import {
  addressRefusal,
  renewInvitations,
  resentEvent,
  roleRefusal,
  sentTooRecently,
} from './resend-invitations'

type Access = OrganizationAccess<'create:organization_invitations'>

/**
 * Sends a new version, whose link replaces the old one; the caller becomes the inviter.
 * @param how.isMailed null: as before
 * @throws DomainError not_found, gone, not_yours_to_give, conflict, too_many, no_email_sender
 */
export async function resendInvitation(
  access: Access,
  invitationId: string,
  how: { isMailed: boolean | null } = { isMailed: true },
): Promise<Invitation> {
  const canSend = await canSendEmail(access.tenantId)
  return change(access, async (tx) => {
    const locked = await lockForResend(tx, access, [invitationId])
    const [found] = locked.invitations
    if (!found) throw notFound()
    const { invitation: before, pendingRoles } = found
    const { id, state } = before
    const isMailed = how.isMailed ?? before.sendInvitationEmail
    assertResendable(state, { isMailed, canSend })
    const { roles } = await listAssignableRoles(tx, access)
    throwIf(roleRefusal(found, roles))
    if (state === 'expired') return reissueInvitation(tx, access, { before, roles: pendingRoles, isMailed })
    throwIf(addressRefusal(locked, before, { isMailed }))
    if (isMailed) assertWithinLimit(access, locked, 1)
    const [renewed] = await renewInvitations(tx, access, { locked, invitations: [before], isMailed })
    if (!renewed) throw sentTooRecently()
    return {
      result: await readInvitation(tx, access, id),
      events: [resentEvent(renewed)],
      mails: isMailed ? [invitationEmail(access, renewed)] : [],
    }
  })
}

/** @throws DomainError conflict, no_email_sender */
function assertResendable(
  state: SentInvitation['state'],
  { isMailed, canSend }: { isMailed: boolean; canSend: boolean },
): void {
  if (state !== 'pending' && state !== 'expired') throw notPending(state)
  if (isMailed && !canSend) throw noEmailSender()
}

function throwIf(refusal: DomainError | null): void {
  if (refusal) throw refusal
}

/** The expired one stays closed. @throws DomainError not_yours_to_give, conflict, too_many */
async function reissueInvitation(
  tx: Tx,
  access: Access,
  { before, roles, isMailed }: { before: SentInvitation; roles: readonly PendingRole[]; isMailed: boolean },
): Promise<ChangeResult<Invitation>> {
  const { appMetadata, userMetadata, clientId, connectionId } = await readInvitation(tx, access, before.id)
  if (!access.isTenantLevel && Object.keys(appMetadata).length > 0)
    throw new DomainError(
      'conflict',
      'Only its sender can send this invitation again. Invite the person yourself.',
    )
  const { tenantId, organizationId } = access
  const { message, inviterUserId } = await tx.invitation.findUniqueOrThrow({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id: before.id } },
    select: { message: true, inviterUserId: true },
  })
  const invitee = {
    address: { email: before.email, folded: before.emailFolded },
    roleIds: roles.map(({ id }) => id),
    appMetadata,
    userMetadata,
    onlyAddsMetadata: before.metadataFills,
  }
  const options = {
    inviterName: formerInviterName(access, before),
    ttlSeconds: before.ttlSeconds,
    // The email quotes it under the inviter’s name.
    message: inviterUserId === personOf(access) ? (message ?? undefined) : undefined,
    isMailed,
    clientId: clientId ?? undefined,
    connectionId: connectionId ?? undefined,
  }
  const created = await createInvitations(tx, access, { invitees: [invitee], options }).catch(
    conflictIfInvalid,
  )
  return withEvents(getOnlyInvitation(created), created.events, created.mails)
}

/** Not `invalid`, since the caller chose neither the application nor the connection. */
function conflictIfInvalid(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
  throw new DomainError(
    'conflict',
    'The application or the sign-in method of this invitation is no longer available. Invite the person again.',
  )
}
