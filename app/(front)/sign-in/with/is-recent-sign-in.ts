import type { LiveSession } from '@/lib/domain/users/find-session'

const freshMinutes = 15

/** Whether the sign-in is recent enough to link another sign-in method to the account. */
export function isRecentSignIn({ authTime }: LiveSession): boolean {
  return authTime.getTime() > Date.now() - freshMinutes * 60_000
}
