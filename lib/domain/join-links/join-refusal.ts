import { DomainError } from '@/lib/errors'
import { type DomainLimits, type FoundJoinLink, joinDomains, type JoinLinkState } from './find-join-link'

export type JoinRefusal =
  | Exclude<JoinLinkState, 'live'>
  | 'inactive'
  | 'suspended'
  | 'removed'
  | 'other_domain'
  /** None of its roles can be given any more. */
  | 'no_role'

/** For these, the page shows more than a sentence. */
const closed: readonly JoinRefusal[] = ['expired', 'used_up', 'replaced', 'turned_off', 'unavailable']

type Described = Pick<FoundJoinLink, 'organization'> & DomainLimits

export function joinRefused(refusal: JoinRefusal, found: Described): DomainError {
  const code = closed.includes(refusal) ? 'gone' : 'conflict'
  return new DomainError(code, joinRefusalSentence(refusal, found))
}

export function joinRefusalSentence(
  refusal: JoinRefusal,
  { organization: { displayName }, ...limits }: Described,
): string {
  const sentences: Record<JoinRefusal, string> = {
    expired: 'Ask the person who sent it to you for a new one.',
    used_up:
      'As many people have joined with it as it allows. Ask the person who sent it to you for a new one.',
    replaced: 'A newer link was made. Ask the person who sent it to you for the new one.',
    turned_off: `An admin of ${displayName} turned it off. Ask the person who sent it to you for an invitation.`,
    unavailable: `${displayName} is not available. Ask the person who sent you the link.`,
    inactive: 'Your account can’t join an organization right now. Contact support.',
    suspended: `Your access to ${displayName} is suspended. Ask one of its admins to restore it.`,
    removed: `Your earlier access to ${displayName} was ended or limited, so you need an invitation. Ask an admin for one.`,
    other_domain: otherDomain(displayName, joinDomains(limits) ?? []),
    no_role: `This link gives no role any more. Ask an admin of ${displayName} to change it.`,
  }
  return sentences[refusal]
}

const list = new Intl.ListFormat('en', { type: 'disjunction' })

function otherDomain(displayName: string, domains: readonly string[]): string {
  return domains.length > 0
    ? `This link is for addresses at ${list.format(domains)}.`
    : `${displayName} lets no one join with this link: its security settings allow other email domains. Ask an admin for a new one.`
}
