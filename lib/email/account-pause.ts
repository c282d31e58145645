import type { Account } from './sender'

interface Pause {
  /** Until when the provider refuses all emails of the account; milliseconds since 1970. */
  until: number
  /** When the next email that has to wait returns. */
  next: number
}

/** By the account’s id; in this process. */
const pauses = new Map<string, Pause>()

/** Between emails that wait: a long queue would otherwise return all at once, again and again. */
const spacing = 50

export function pauseAccount({ id }: Account, seconds: number): void {
  const now = Date.now()
  for (const [other, { next }] of pauses) if (next <= now) pauses.delete(other)
  const present = pauses.get(id)
  const until = Math.max(present?.until ?? 0, now + seconds * 1000)
  pauses.set(id, { until, next: Math.max(present?.next ?? 0, until) })
}

/** How long an email has to wait before its account is asked; each of them a little longer than the one before it. */
export function pauseSeconds(account: Account | null): number {
  const now = Date.now()
  const pause = account === null ? undefined : pauses.get(account.id)
  if (pause === undefined || pause.until <= now) return 0
  const seconds = (pause.next - now) / 1000
  pause.next += spacing
  return seconds
}
