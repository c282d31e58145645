import { z } from 'zod'
import type { Invited } from '@/lib/domain/invitations/invite'
import type { CheckedInvitees } from '@/lib/domain/invitations/judge-invitees'

/** The error for each address, and how many could be invited. */
export function verdictsOf({ ready, refused }: CheckedInvitees): z.ZodError {
  const count = `${refused.length} of ${ready.length + refused.length}`
  const problem = refused.length === 1 && ready.length === 0 ? 'This address' : `${count} addresses`
  return new z.ZodError([
    issue('emails', `Nothing was sent: ${problem} cannot be invited.`),
    issue('ready', String(ready.length)),
    ...refused.map(({ input, problem }) => issue(`verdict ${input}`, problem)),
  ])
}

/** The text of the toast. */
export function sentMessage(invited: Invited['invited']): string {
  const [first] = invited
  return invited.length === 1 && first
    ? `Invitation sent to ${first.email}.`
    : `${invited.length} invitations sent.`
}

function issue(field: string, message: string) {
  return { code: 'custom' as const, path: [field], message }
}
