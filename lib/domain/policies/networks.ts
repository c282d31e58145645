import { isIP, isIPv4 } from 'node:net'
import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { invalid } from '@/lib/errors'
import { addressOf } from '@/lib/network-of'

const most = 100

const network = z.string().transform((text, context) => {
  const read = readNetwork(text)
  if (read !== null) return read
  const message = `“${text.slice(0, 60)}” is not a network. Write networks like 203.0.113.0/24 or 2001:db8::/32.`
  context.issues.push({ code: 'custom', input: text, message })
  return z.NEVER
})

/** Separated by commas, spaces or lines; addresses too. Whether they name networks exactly is not checked. */
export const networkList = z
  .string()
  .max(5_000, 'That is too long for a list of networks.')
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))])
  .pipe(z.array(z.string()).max(most, `Enter at most ${most} networks.`))
  .pipe(z.array(network))

/** As PostgreSQL’s inet reads it, or null. */
function readNetwork(text: string): string | null {
  const [given = '', bits, ...more] = text.split('/')
  const address = addressOf(given)
  if (address === null || more.length > 0) return null
  if (bits === undefined) return address
  // A network of IPv4 addresses in IPv6 would contain no address as they are compared.
  if (isIPv4(address) !== isIPv4(given) || !/^\d{1,3}$/.test(bits)) return null
  const longest = isIP(address) === 4 ? 32 : 128
  return Number(bits) > longest ? null : `${address}/${Number(bits)}`
}

/** Once each, in PostgreSQL’s form. Null for an empty list. @throws DomainError invalid, at `networks` */
export async function exactNetworks(tx: Tx, given: readonly string[]): Promise<string[] | null> {
  if (given.length > most) throw invalid('networks', `Enter at most ${most} networks.`)
  const read = await tx.$queryRaw<{ given: string; network: string; isExact: boolean }[]>`
    SELECT given, network, is_exact AS "isExact" FROM foyer.read_networks(${[...given]}::text[])`
  const inexact = read.find(({ isExact }) => !isExact)
  if (inexact)
    throw invalid(
      'networks',
      `${inexact.given} is an address within a network. The network is ${inexact.network}.`,
    )
  const networks = [...new Set(read.map((one) => one.network))]
  return networks.length === 0 ? null : networks
}

/** The lock-out guard. @throws DomainError invalid */
export async function assertCallerWithin(tx: Tx, networks: readonly string[] | null): Promise<void> {
  if (networks === null) return
  const [caller] = await tx.$queryRaw<{ isWithin: boolean; address: string | null }[]>`
    SELECT foyer.is_within_networks(${[...networks]}::text[]::cidr[]) AS "isWithin",
      host(foyer.request_address()) AS address`
  if (caller?.isWithin) return
  throw invalid('networks', lockOut(caller?.address ?? null))
}

function lockOut(address: string | null): string {
  return address === null
    ? 'Your own address is not known, so this list would lock you out.'
    : `This list does not contain your own address, ${address}, so it would lock you out. Add it to the list.`
}
