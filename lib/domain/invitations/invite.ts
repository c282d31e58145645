import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { DomainError } from '@/lib/errors'
import { verdictMessage } from './invitation-checks'
import { createInvitations, type Verdicts } from './create-invitations'

export interface InviteInput {
  addresses: readonly EmailAddress[]
  roleIds: readonly string[]
  /** Throws where nothing is to be sent because of these verdicts. */
  assertAcceptable?: (verdicts: Verdicts) => void
}

export interface Invited {
  invited: { id: string; email: string; expiresAt: Date }[]
  /** Addresses that nothing was sent to, and why. */
  refused: { email: string; problem: string }[]
}

/**
 * Invites these addresses with these roles, as far as each goes.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many
 */
export async function invite(
  access: OrganizationAccess<'create:organization_invitations'>,
  { addresses, roleIds, ...given }: InviteInput,
): Promise<Invited> {
  if (roleIds.length === 0) throw new DomainError('invalid', 'Choose at least one role.', { field: 'roles' })
  const invitees = addresses.map((address) => ({ address, roleIds }))
  return change(access, async (tx) => {
    const input = { invitees, options: {}, ...given }
    const { made, verdicts, events, mails } = await createInvitations(tx, access, input)
    const refused = addresses.flatMap(({ email, folded }) => {
      const verdict = verdicts.get(folded) ?? 'invited'
      return verdict === 'ok' ? [] : [{ email, problem: verdictMessage(verdict) }]
    })
    const invited = [...made.values()].map(({ id, email, expiresAt }) => ({ id, email, expiresAt }))
    const [first, ...rest] = events
    const result = { invited, refused }
    return first ? { result, events: [first, ...rest], mails } : unchanged(result)
  })
}
