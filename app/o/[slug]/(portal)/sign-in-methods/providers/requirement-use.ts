import { mostExamined } from '@/lib/domain/bounded-count'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { firstOnly } from '../method-use'

type Use = Pick<
  OwnConnection,
  'displayName' | 'examined' | 'concerned' | 'elsewhere' | 'withoutIdentity' | 'others' | 'viewer'
>

/** The members that the requirement would concern, and what it changes for the reader’s own session. */
export function requirementUse(use: Use, isOwn: boolean): string[] {
  const { displayName, examined, concerned, elsewhere, withoutIdentity, others } = use
  return [
    ...firstOnly(examined),
    concerned === 0
      ? `${examined < mostExamined ? 'No member' : 'None of them'} other than owners has an address at your verified domains yet.`
      : `${members(concerned)} at your verified domains can then sign in here with ${displayName} only.`,
    ...(elsewhere > 0
      ? [
          `${ofThem(elsewhere, 'is', 'are')} signed in with another method now, and must sign in again to continue.`,
        ]
      : []),
    ...(withoutIdentity > 0
      ? [
          `${ofThem(withoutIdentity, 'has', 'have')} never signed in with it. They need an account there, and link it to their account here the first time.`,
        ]
      : []),
    ...(others > 0 ? [`Nothing changes for ${members(others)} with other addresses.`] : []),
    'Owners can still use the other methods. The audit log shows when they do.',
    ...viewerSentence(use, isOwn),
  ]
}

function viewerSentence({ displayName, viewer }: Use, isOwn: boolean): string[] {
  if (viewer === 'owner' && !isOwn) return ['You stay signed in, as an owner.']
  if (viewer !== 'concerned') return []
  return isOwn
    ? ['It concerns you too. You’re signed in with it already.']
    : [`It concerns you too: you’ll be asked to sign in again with ${displayName}.`]
}

function members(count: number): string {
  return count === 1 ? '1 member' : `${count} members`
}

function ofThem(count: number, one: string, many: string): string {
  return `${count} of them ${count === 1 ? one : many}`
}
