import type { OrganizationAccess } from '@/lib/access'
import type { Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { sendOne } from './invite-one'
import type { PendingInvitation } from './lock-invitation'
import { offersOf } from './offers-of'
import { onlyInvitation, type Invitation } from './select-invitations'
import { keptName } from './voucher'

/**
 * Another invitation like one that has expired, which stays as it is: the same address, the roles that are left, and
 * what was agreed.
 * @throws DomainError not_yours_to_give, invalid, conflict, too_many
 */
export async function sendAnew(
  tx: Tx,
  access: OrganizationAccess<'create:organization_invitations'>,
  { isMailed, ...before }: PendingInvitation & { isMailed: boolean },
): Promise<Changed<Invitation>> {
  const { appMetadata, userMetadata, clientId, connectionId } = await onlyInvitation(tx, access, before.id)
  const offers = await offersOf(tx, access, before.id)
  const address = { email: before.email, folded: before.emailFolded }
  return sendOne(tx, access, {
    invitee: { address, roleIds: offers.map(({ id }) => id), appMetadata, userMetadata },
    terms: {
      ...{ inviterName: keptName(access, before), ttlSeconds: before.ttlSeconds, isMailed },
      ...{ clientId: clientId ?? undefined, connectionId: connectionId ?? undefined },
    },
  })
}
