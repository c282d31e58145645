import { resetLimit, giveBack, type Limit, reserve } from '@/lib/db/limits'

export const perUser: Limit = { name: 'second_factor', points: 10, seconds: 15 * 60 }
const perUserAndDevice: Limit = { name: 'second_factor_device', points: 10, seconds: 15 * 60 }
/** Keeps a guess improbable for someone who has the password and much time. */
const perUserAndDay: Limit = { name: 'second_factor_day', points: 50, seconds: 24 * 3600 }
/** Over all devices, since an attacker could have many. Apart from the limits above, which strangers can use up. */
const perUserOnDevicesAndDay: Limit = { name: 'second_factor_devices_day', points: 50, seconds: 24 * 3600 }

interface CodeAttempt {
  tenantId: string
  userId: string
  /** A device on which this account has signed in since it has the app has limits of its own. */
  device?: string | undefined
}

/** @throws DomainError too_many */
export async function reserveCodeAttempt(attempt: CodeAttempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await reserve(limit, key)
}

export async function returnCodeAttempt(attempt: CodeAttempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await giveBack(limit, key)
}

/** Not those of known devices, which last 15 minutes. */
export async function resetCodeAttempts(user: Omit<CodeAttempt, 'device'>): Promise<void> {
  for (const limit of [perUser, perUserAndDay, perUserOnDevicesAndDay])
    await resetLimit(limit, [userKey(user)])
}

function userKey({ tenantId, userId }: Omit<CodeAttempt, 'device'>): string {
  return `${tenantId} ${userId}`
}

function countsOf(attempt: CodeAttempt): [Limit, string][] {
  const user = userKey(attempt)
  const { device } = attempt
  if (device !== undefined)
    return [
      [perUserAndDevice, `${user} ${device}`],
      [perUserOnDevicesAndDay, user],
    ]
  return [
    [perUser, user],
    [perUserAndDay, user],
  ]
}
