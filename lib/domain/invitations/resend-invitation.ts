import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { invitationMail } from './invitation-mail'
import { InTheWay } from './invite-one'
import { issueTickets } from './issue-tickets'
import { judge, sentenceOf } from './judge'
import { closedInvitation, lockInvitation } from './lock-invitation'
import { assertMaySend, coolDown, exhaustedAddresses, lockAllowance } from './mail-allowance'
import { offersOf, type Offer } from './offers-of'
import { rolesToGive } from '../roles/roles-to-give'
import { onlyInvitation, type Invitation } from './select-invitations'
import { sendAnew } from './send-anew'
import { newVoucherOf, type Voucher } from './voucher'

type Access = OrganizationAccess<'create:organization_invitations'>

interface Renewed {
  email: string
  version: number
  expiresAt: Date
}

/**
 * Sends an invitation once more: a new version, whose link alone works, and the whole time to answer. Whoever sends it
 * vouches for its roles, so she becomes the inviter, and what she may not give is not sent again either. One that was
 * closed since nobody answered in time stays so, and another like it is sent.
 * @param how.isMailed null: as it was sent before. Without a mail, whoever sends it hands over the new link herself.
 * @returns the invitation that was sent
 * @throws DomainError not_found, gone, not_yours_to_give, conflict, too_many
 */
export async function resendInvitation(
  access: Access,
  invitationId: string,
  how: { isMailed: boolean | null } = { isMailed: true },
): Promise<Invitation> {
  const { organizationId } = access
  return change(access, async (tx) => {
    await lockAllowance(tx, access, [await addressOf(tx, access, invitationId)])
    const before = await lockInvitation(tx, { ...access, id: invitationId })
    const { id, state } = before
    const isMailed = how.isMailed ?? before.sendInvitationEmail
    if (state !== 'pending' && state !== 'expired') throw closedInvitation(state)
    const offers = await offersToGive(tx, access, before)
    if (state === 'expired') return sendAnew(tx, access, { before, offers, isMailed })
    await assertReachable(tx, access, { address: before.emailFolded, isMailed })
    if (isMailed) await assertMaySend(tx, access, 1)
    const voucher = await newVoucherOf(tx, access, before)
    const { email, version, expiresAt } = await renew(tx, access, { id, voucher, isMailed })
    await issueTickets(tx, [{ id, organizationId, version }])
    return {
      result: await onlyInvitation(tx, access, id),
      events: [
        {
          type: 'invitation.resent',
          target: { kind: 'invitation', id, email },
          details: {
            before: { version: version - 1 },
            after: { version, expiresAt: expiresAt.toISOString() },
          },
        },
      ],
      mails: isMailed ? [invitationMail(access, { id, email, version })] : [],
    }
  })
}

/** The (folded) address, which never changes: its allowance is locked before the invitation, as when inviting. */
async function addressOf(tx: Tx, access: Access, id: string): Promise<string> {
  const { tenantId, organizationId } = access
  const found = await tx.invitation.findUnique({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
    select: { emailFolded: true },
  })
  if (!found) throw notFound()
  return found.emailFolded
}

/** What it offers, as far as that is left. */
async function offersToGive(
  tx: Tx,
  access: Access,
  { id, state }: { id: string; state: string },
): Promise<Offer[]> {
  const { roles } = await rolesToGive(tx, access)
  const offers = await offersOf(tx, access, id)
  if (!offers.every((offer) => roles.some((role) => role.id === offer.id))) {
    const instead = state === 'expired' ? 'Invite' : 'Revoke it and invite'
    throw new DomainError(
      'not_yours_to_give',
      `This invitation offers a role that you cannot give. ${instead} the person again with other roles.`,
    )
  }
  if (offers.length === 0) await assertOfferedNone(tx, access, { id, state })
  return offers
}

async function assertOfferedNone(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { id, state }: { id: string; state: string },
): Promise<void> {
  const emptied = await tx.invitation.count({
    where: { tenantId, organizationId, id, offeredRoles: { isEmpty: false } },
  })
  if (emptied === 0) return
  const instead =
    state === 'expired' ? 'Invite the person again with others.' : 'Choose others before you resend it.'
  throw new DomainError('conflict', `The roles of this invitation are gone. ${instead}`)
}

async function assertReachable(
  tx: Tx,
  access: Access,
  { address, isMailed }: { address: string; isMailed: boolean },
): Promise<void> {
  const verdicts = await judge(tx, access, { addresses: [address], isMailed })
  if (verdicts.get(address) === 'member') throw new InTheWay('member')
  const exhausted = await exhaustedAddresses(tx, isMailed ? [address] : [])
  if (exhausted.size > 0) throw new DomainError('too_many', sentenceOf('exhausted'), { retryAfter: 3600 })
}

async function renew(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { id, voucher, isMailed }: { id: string; voucher: Voucher; isMailed: boolean },
): Promise<Renewed> {
  const [renewed] = await tx.$queryRaw<Renewed[]>`
    UPDATE invitations i
    SET version = i.version + 1, sent_at = now(), expires_at = now() + make_interval(secs => i.ttl_seconds),
      inviter_user_id = ${voucher.userId}, inviter_name = ${voucher.name},
      inviter_held = ${voucher.held}::text[], inviter_exempt = ${voucher.exempt},
      send_invitation_email = i.send_invitation_email OR ${isMailed}
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = ${id}
      AND i.state = 'pending' AND i.sent_at <= now() - make_interval(secs => ${coolDown()}::int)
    RETURNING i.email, i.version, i.expires_at AS "expiresAt"`
  if (renewed) return renewed
  throw new DomainError('too_many', 'This invitation was sent less than a minute ago. Wait a moment.', {
    retryAfter: coolDown(),
  })
}
