import { currentOrigin } from '@/lib/db/events'
import { areSpent, callerKey, resetLimit, giveBack, reserve, type Limit } from '@/lib/db/limits'
import { networkOf } from '@/lib/network-of'

export const perAccountAndAddress: Limit = { name: 'password_here', points: 10, seconds: 15 * 60 }
const perAccountAndDevice: Limit = { name: 'password_device', points: 10, seconds: 15 * 60 }
export const perAddress: Limit = { name: 'password_ip', points: 100, seconds: 5 * 60, isOfNetwork: true }
export const perAccount: Limit = { name: 'password_account', points: 100, seconds: 60 * 60 }

export const unknownAddress = 'unknown'

interface Account {
  tenantId: string
  emailFolded: string
}

export interface Attempt extends Account {
  /** A device on which this account has signed in before has limits of its own. */
  device?: string | undefined
}

/**
 * Call before hashing. The narrowest limit comes first, so that what it refuses does not use up the account’s.
 * @throws DomainError too_many
 */
export async function reserveAttempt(attempt: Attempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await reserve(limit, key)
}

export async function returnAttempt(attempt: Attempt): Promise<void> {
  for (const [limit, key] of countsOf(attempt)) await giveBack(limit, key)
}

/** Where the limit is used up: everywhere (null), and from which of these IP addresses. */
export async function findExhaustedLimits(
  account: Account,
  addresses: readonly string[],
): Promise<(string | null)[]> {
  const [everywhere] = await areSpent(perAccount, [accountKey(account)])
  const here = await areSpent(perAccountAndAddress, keysOf(account, addresses))
  return [...(everywhere ? [null] : []), ...addresses.filter((_, index) => here[index])]
}

export async function resetAttempts(account: Account, addresses: readonly string[]): Promise<void> {
  await resetLimit(perAccount, [accountKey(account)])
  await resetLimit(perAccountAndAddress, keysOf(account, addresses))
}

function keysOf(account: Account, addresses: readonly string[]): string[] {
  return addresses.map((ip) => `${accountKey(account)} ${networkOf(ip)}`)
}

function accountKey({ tenantId, emailFolded }: Account): string {
  return `${tenantId} ${emailFolded}`
}

function countsOf({ tenantId, emailFolded, device }: Attempt): [Limit, string][] {
  const account = accountKey({ tenantId, emailFolded })
  if (device !== undefined) return [[perAccountAndDevice, `${account} ${device}`]]
  const ip = currentOrigin().ip ?? unknownAddress
  return [
    [perAccountAndAddress, `${account} ${networkOf(ip)}`],
    [perAddress, callerKey(tenantId)],
    [perAccount, account],
  ]
}
