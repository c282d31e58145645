import type { LiveSession } from '@/lib/domain/users/find-session'

const freshMinutes = 15

/** Whether she has signed in lately enough to link another way to sign in to her account. */
export function isFresh({ authTime }: LiveSession): boolean {
  return authTime.getTime() > Date.now() - freshMinutes * 60_000
}
