import { z } from 'zod'
import type { InviteResult } from '@/lib/domain/invitations/invite'
import { verdictMessage, type Verdict } from '@/lib/domain/invitations/invitation-checks'
import { ben } from './example'
import { invitationAnswer, invitationWire } from './invitation'
import type { ListedInvitee } from './new-invitation'

const verdict = z.strictObject({
  email: z.string().describe('The address as it was sent.').meta({ example: ben.email }),
  verdict: z
    .enum(['invited', 'pending', 'member', 'domain_not_allowed', 'limited', 'duplicate', 'invalid'])
    .describe(
      '`invited`: an invitation was created, or would be. Nothing is sent to the others: `pending` has a pending invitation, `member` is a member already, `domain_not_allowed` is at an email domain that the organization’s security settings do not allow, `limited` reached the daily limit of emails, `duplicate` is listed twice, `invalid` is not an email address.',
    ),
  message: z.string().optional().describe('Why the address was not invited.'),
  invitation: invitationAnswer.optional().describe('The new invitation; absent in a dry run.'),
})

export const verdictsAnswer = z.strictObject({
  dry_run: z.boolean(),
  verdicts: z.array(verdict).describe('One for each entry, in the order of the list.'),
})

const names = {
  ok: 'invited',
  invited: 'pending',
  member: 'member',
  other_domain: 'domain_not_allowed',
  exhausted: 'limited',
  over_limit: 'limited',
} as const

export function verdictWire(
  { email, invitee, ...checked }: ListedInvitee,
  { verdicts, invitations, ...limits }: InviteResult,
  isBound: boolean,
): z.output<typeof verdict> {
  if (invitee === null)
    return {
      email,
      verdict: checked.verdict ?? 'invalid',
      ...(checked.message ? { message: checked.message } : {}),
    }
  const { folded } = invitee.address
  const found: Verdict = verdicts.get(folded) ?? 'invited'
  const created = invitations.get(folded)
  return {
    email,
    verdict: names[found],
    ...(found === 'ok' ? {} : { message: verdictMessage(found, limits) }),
    ...(created ? { invitation: invitationWire(created, isBound) } : {}),
  }
}
