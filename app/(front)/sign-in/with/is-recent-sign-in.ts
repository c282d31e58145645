import type { LiveSession } from '@/lib/domain/users/find-session'

const freshMinutes = 15

/** Decides only what the page offers first: the verb checks the sign-in, also by which method it was. */
export function isRecentSignIn({ authTime }: LiveSession): boolean {
  return authTime.getTime() > Date.now() - freshMinutes * 60_000
}
