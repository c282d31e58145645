import type { Account } from './sender'

/** Until when the provider refuses all emails of an account, by its id; milliseconds since 1970. */
const restUntil = new Map<string, number>()

/** In this process. */
export function restAccount({ id }: Account, seconds: number): void {
  const now = Date.now()
  for (const [other, until] of restUntil) if (until <= now) restUntil.delete(other)
  restUntil.set(id, Math.max(restUntil.get(id) ?? 0, now + seconds * 1000))
}

export function restSeconds(account: Account | null): number {
  const until = account === null ? undefined : restUntil.get(account.id)
  return until === undefined ? 0 : Math.max(0, (until - Date.now()) / 1000)
}
