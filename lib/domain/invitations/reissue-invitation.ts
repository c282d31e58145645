import type { OrganizationAccess } from '@/lib/access'
import type { ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { sendOne } from './invite-one'
import type { SentInvitation } from './lock-invitation'
import type { PendingRoleIds } from './offers'
import { onlyInvitation, type Invitation } from './select-invitations'
import { nameAtSending } from './inviter-snapshot'

/**
 * Sends another invitation like an expired one, which stays as it is: to the same address, with the roles that still
 * exist and the same options.
 * @throws DomainError not_yours_to_give, conflict, too_many
 */
export async function reissueInvitation(
  tx: Tx,
  access: OrganizationAccess<'create:organization_invitations'>,
  {
    before,
    offers,
    isMailed,
  }: { before: SentInvitation; offers: readonly PendingRoleIds[]; isMailed: boolean },
): Promise<ChangeResult<Invitation>> {
  const { appMetadata, userMetadata, clientId, connectionId } = await onlyInvitation(tx, access, before.id)
  if (!access.isTenantLevel && Object.keys(appMetadata).length > 0)
    throw new DomainError(
      'conflict',
      'Only its sender can send this invitation again. Invite the person yourself.',
    )
  const invitee = {
    address: { email: before.email, folded: before.emailFolded },
    roleIds: offers.map(({ id }) => id),
    appMetadata,
    userMetadata,
    onlyFills: before.metadataFills,
  }
  const options = {
    inviterName: nameAtSending(access, before),
    ttlSeconds: before.ttlSeconds,
    isMailed,
    clientId: clientId ?? undefined,
    connectionId: connectionId ?? undefined,
  }
  return await sendOne(tx, access, { invitee, terms: options }).catch(outdated)
}

/** A conflict, not `invalid`: the caller has chosen neither the application nor the connection. */
function outdated(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
  throw new DomainError(
    'conflict',
    'The application or the sign-in method of this invitation is no longer available. Invite the person again.',
  )
}
