import { type BlockList, isIP } from 'node:net'
import { z } from 'zod'

/** What an operator opens of the networks that are not public. */
export interface PrivateHosts {
  names: ReadonlySet<string>
  /** IP addresses and CIDR networks. */
  networks: readonly string[]
}

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/
/** Otherwise a list could open everything. */
const leastBits = { ipv4: 8, ipv6: 7 }

export const privateHosts = z
  .string()
  .transform((list) => list.split(',').map((entry) => entry.trim().toLowerCase()))
  .refine(
    (entries) => entries.every((entry) => isNetwork(entry) || isName(entry)),
    'must be host names, IP addresses and CIDR networks (at least /8, IPv6 /7) with commas between them, without schemes, ports or wildcards: idp.corp.example,10.20.0.0/16',
  )
  .transform((entries): PrivateHosts => {
    const networks = entries.filter(isNetwork)
    return { names: new Set(entries.filter((entry) => !networks.includes(entry))), networks }
  })

/** @param network an address or a CIDR network */
export function addNetwork(list: BlockList, network: string): void {
  const [address = '', bits] = network.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (bits === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(bits), family)
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || rest.length > 0) return false
  if (bits === undefined) return true
  const least = version === 4 ? leastBits.ipv4 : leastBits.ipv6
  return /^\d{1,3}$/.test(bits) && Number(bits) >= least && Number(bits) <= (version === 4 ? 32 : 128)
}

/** A last label of digits would be an IPv4 address in another form. */
function isName(entry: string): boolean {
  return hostName.test(entry) && !/(^|\.)(\d+|0x[0-9a-f]*)$/.test(entry)
}
