import { exhaustedAddresses, type InvitationLimits } from './mail-allowance'

export type Verdict = 'ok' | 'member' | 'invited' | 'exhausted'

/**
 * What would become of an invitation to each of these (folded) addresses. Overdue ones stand in nobody’s way.
 * @param sent.isMailed whether it would be one more mail to the address
 */
export function checkInvitees(
  limits: InvitationLimits,
  { addresses, isMailed }: { addresses: readonly string[]; isMailed: boolean },
): Map<string, Verdict> {
  const taken = new Map(limits.taken.map(({ address, by }) => [address, by]))
  const exhausted = isMailed ? exhaustedAddresses(limits) : new Set<string>()
  return new Map(
    addresses.map((address) => [
      address,
      taken.get(address) ?? (exhausted.has(address) ? 'exhausted' : 'ok'),
    ]),
  )
}

/** The verdict for a person, beside the address. */
export function sentenceOf(verdict: Exclude<Verdict, 'ok'>): string {
  return sentences[verdict]
}

const sentences = {
  member: 'Already a member.',
  invited: 'Already invited. To send the email again, resend that invitation.',
  exhausted: 'No more invitations can be sent to this address today. Try again tomorrow.',
}
