import type { OrganizationAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import { assertCanBeInvited } from './assert-may-keep'
import type { Invitation } from './queries'
import {
  createInvitations,
  validateInvitations,
  type NewInvitations,
  type Verdicts,
} from './create-invitations'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface InvitedMany {
  verdicts: Verdicts
  /** Those that were made, by folded address. */
  invitations: ReadonlyMap<string, Invitation>
}

/**
 * Invites many addresses at once, each as far as it goes.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many: then nothing was sent at all
 */
export function inviteMany(access: Access, input: NewInvitations): Promise<InvitedMany> {
  assertCanBeInvited(access, input.invitees)
  return change(access, async (tx) => {
    const { made, verdicts, events, mails } = await createInvitations(tx, access, input)
    const [first, ...rest] = events
    const result = { verdicts, invitations: made }
    return first ? { result, events: [first, ...rest], mails } : unchanged(result)
  })
}

/** The same verdicts and refusals, and nothing is written. */
export function tryInviteMany(access: Access, input: NewInvitations): Promise<InvitedMany> {
  assertCanBeInvited(access, input.invitees)
  return read(access, async (tx) => {
    const verdicts = await validateInvitations(tx, access, input)
    return { verdicts, invitations: new Map() }
  })
}
