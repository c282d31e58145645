import { z } from 'zod'
import type { InviteResult } from '@/lib/domain/invitations/invite'
import { verdictMessage, type Verdict } from '@/lib/domain/invitations/invitation-checks'
import { ben } from './example'
import { invitationAnswer, invitationWire } from './invitation'
import type { Listed } from './new-invitation'

const verdict = z.strictObject({
  email: z.string().describe('As it was sent.').meta({ example: ben.email }),
  verdict: z
    .enum(['invited', 'pending', 'member', 'limited', 'duplicate', 'invalid'])
    .describe(
      '`invited`: an invitation was made, or would be. Nothing is sent to the others: `pending` ones wait for an answer already, `member`s are inside, `limited` ones had their mails for today, a `duplicate` stood in the list before, and an `invalid` one is no address.',
    ),
  message: z.string().optional().describe('Why not.'),
  invitation: invitationAnswer.optional().describe('What was made; absent in a dry run.'),
})

export const verdictsAnswer = z.strictObject({
  dry_run: z.boolean(),
  verdicts: z.array(verdict).describe('One an entry, in the order of the list.'),
})

const names = { ok: 'invited', invited: 'pending', member: 'member', exhausted: 'limited' } as const

export function verdictWire(
  { email, invitee, ...checked }: Listed,
  { verdicts, invitations }: InviteResult,
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
  const made = invitations.get(folded)
  return {
    email,
    verdict: names[found],
    ...(found === 'ok' ? {} : { message: verdictMessage(found) }),
    ...(made ? { invitation: invitationWire(made, isBound) } : {}),
  }
}
