import { forgive, giveBack, type Limit, reserve } from '@/lib/db/limits'

const perUser: Limit = { name: 'second_factor', points: 10, seconds: 15 * 60 }
const perUserAndDevice: Limit = { name: 'second_factor_device', points: 10, seconds: 15 * 60 }
/** Keeps a guess improbable for someone who has the password and much time. */
const perUserAndDay: Limit = { name: 'second_factor_day', points: 50, seconds: 24 * 3600 }

interface CodeAttempt {
  tenantId: string
  userId: string
  /** A device on which this account has signed in before: attempts elsewhere do not count against it. */
  device?: string | undefined
}

/** @throws DomainError too_many */
export async function reserveCodeAttempt(attempt: CodeAttempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await reserve(limit, key)
}

export async function returnCodeAttempt(attempt: CodeAttempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await giveBack(limit, key)
}

/** Everywhere but on devices where the user has signed in before. */
export async function forgiveCodeAttempts(user: Omit<CodeAttempt, 'device'>): Promise<void> {
  for (const [limit, key] of countsOf(user)) await forgive(limit, key)
}

function countsOf({ tenantId, userId, device }: CodeAttempt): [Limit, string][] {
  const user = `${tenantId} ${userId}`
  if (device !== undefined) return [[perUserAndDevice, `${user} ${device}`]]
  return [
    [perUser, user],
    [perUserAndDay, user],
  ]
}
