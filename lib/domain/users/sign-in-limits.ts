import { currentOrigin } from '@/lib/db/events'
import { giveBack, reserve, type Limit } from '@/lib/db/limits'

const perAccountAndAddress: Limit = { name: 'password_here', points: 10, seconds: 15 * 60 }
const perAccountAndDevice: Limit = { name: 'password_device', points: 10, seconds: 15 * 60 }
const perAddress: Limit = { name: 'password_ip', points: 100, seconds: 5 * 60 }
const perAccount: Limit = { name: 'password_account', points: 100, seconds: 60 * 60 }

export interface Attempt {
  tenantId: string
  emailFolded: string
  /** A device on which this account has signed in before: others’ guesses do not count against it. */
  device?: string | undefined
}

/**
 * Counts a try at a password before anything is hashed. The narrowest limit comes first, so that what it refuses
 * does not use up the account’s.
 * @throws DomainError too_many
 */
export async function reserveAttempt(attempt: Attempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await reserve(limit, key)
}

/** A right password is no guess. */
export async function giveAttemptBack(attempt: Attempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await giveBack(limit, key)
}

function countsOf({ tenantId, emailFolded, device }: Attempt): [Limit, string][] {
  const account = `${tenantId} ${emailFolded}`
  if (device !== undefined) return [[perAccountAndDevice, `${account} ${device}`]]
  const ip = currentOrigin().ip ?? 'unknown'
  return [
    [perAccountAndAddress, `${account} ${ip}`],
    [perAddress, `${tenantId} ${ip}`],
    [perAccount, account],
  ]
}
