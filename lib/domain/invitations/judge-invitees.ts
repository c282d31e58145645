import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import type { EmailEntry } from '@/lib/domain/text/parse-emails'
import { judge, sentenceOf, type Verdict } from './judge'

export interface JudgedInvitees {
  /** To whom an invitation may go; each address once. */
  ready: EmailAddress[]
  /** What was typed and why nothing can be sent there, in the order of typing. */
  refused: { input: string; problem: string }[]
}

/** Judges a list of addresses before anything is sent; writes nothing. An address listed twice counts once. */
export async function judgeInvitees(
  access: OrganizationAccess<'create:organization_invitations'>,
  entries: readonly EmailEntry[],
): Promise<JudgedInvitees> {
  const addresses = entries.flatMap((entry) => (entry.status === 'ok' ? [entry.address] : []))
  const folded = addresses.map((address) => address.folded)
  const verdicts = await read(access, (tx) => judge(tx, access, { addresses: folded, isMailed: true }))
  return {
    ready: addresses.filter((address) => verdicts.get(address.folded) === 'ok'),
    refused: entries.flatMap((entry) => refusalOf(entry, verdicts)),
  }
}

function refusalOf(
  entry: EmailEntry,
  verdicts: ReadonlyMap<string, Verdict>,
): { input: string; problem: string }[] {
  if (entry.status === 'duplicate') return []
  if (entry.status === 'invalid') return [{ input: entry.input, problem: entry.problem }]
  const verdict = verdicts.get(entry.address.folded) ?? 'ok'
  return verdict === 'ok' ? [] : [{ input: entry.address.email, problem: sentenceOf(verdict) }]
}
