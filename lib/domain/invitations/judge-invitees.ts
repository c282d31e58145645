import type { EmailAddress } from '@/lib/domain/text/parse-email'
import type { EmailEntry } from '@/lib/domain/text/parse-emails'
import { verdictMessage, type Verdict } from './invitation-checks'

export interface CheckedInvitees {
  /** The addresses that an invitation may be sent to, each once. */
  ready: EmailAddress[]
  /** What was typed and why nothing can be sent there, in the order of typing. */
  refused: { input: string; problem: string }[]
}

/** What becomes of each entry of a list. An address listed twice counts once. */
export function validateInvitees(
  entries: readonly EmailEntry[],
  verdicts: ReadonlyMap<string, Verdict>,
): CheckedInvitees {
  return {
    ready: addressesIn(entries).filter(({ folded }) => verdicts.get(folded) === 'ok'),
    refused: entries.flatMap((entry) => refusalOf(entry, verdicts)),
  }
}

export function addressesIn(entries: readonly EmailEntry[]): EmailAddress[] {
  return entries.flatMap((entry) => (entry.status === 'ok' ? [entry.address] : []))
}

function refusalOf(
  entry: EmailEntry,
  verdicts: ReadonlyMap<string, Verdict>,
): { input: string; problem: string }[] {
  if (entry.status === 'duplicate') return []
  if (entry.status === 'invalid') return [{ input: entry.input, problem: entry.problem }]
  const verdict = verdicts.get(entry.address.folded) ?? 'ok'
  return verdict === 'ok' ? [] : [{ input: entry.address.email, problem: verdictMessage(verdict) }]
}
