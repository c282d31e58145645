import type { OrganizationAccess } from '@/lib/access'
import type { EmailEntry } from '@/lib/domain/text/email-list'
import { DomainError } from '@/lib/errors'
import { invite, type Invited } from './invite'
import { addressesIn, validateInvitees, type CheckedInvitees } from './judge-invitees'

export interface ListedInviteInput {
  entries: readonly EmailEntry[]
  roleIds: readonly string[]
  /** Invites the addresses that can be invited, even if others cannot. */
  leavesOut?: boolean
}

/** Some of the addresses cannot be invited, so nothing was sent. */
export class NotAllReady extends DomainError {
  constructor(readonly checked: CheckedInvitees) {
    super('conflict', 'Nothing was sent: some addresses cannot be invited.', { field: 'emails' })
  }
}

/**
 * Invites a list of addresses as it was typed: all of them or, with `leavesOut`, those that can be invited. An address
 * listed twice counts once.
 * @throws NotAllReady
 * @throws DomainError as invite()
 */
export async function inviteListed(
  access: OrganizationAccess<'create:organization_invitations'>,
  { entries, roleIds, leavesOut = false }: ListedInviteInput,
): Promise<Invited['invited']> {
  const { invited } = await invite(access, {
    addresses: addressesIn(entries),
    roleIds,
    assertAcceptable: (verdicts) => {
      const checked = validateInvitees(entries, verdicts)
      const mayLeaveOut = leavesOut && checked.ready.length > 0
      if (checked.refused.length > 0 && !mayLeaveOut) throw new NotAllReady(checked)
    },
  })
  return invited
}
