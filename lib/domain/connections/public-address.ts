import { BlockList, isIP } from 'node:net'

const notPublic = new BlockList()
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Within 2000::/3, what tunnels to elsewhere or is for documents; the rest of IPv6 is refused as a whole.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]) {
  add(notPublic, range)
}
const unicast = new BlockList()
add(unicast, '2000::/3')
const loopback = new BlockList()
add(loopback, '127.0.0.0/8')
add(loopback, '::1/128')

/** Whether an IP address is one of the public internet: none of this machine, of its network, or of a network’s own. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return false
  if (version === 4) return !notPublic.check(address, 'ipv4')
  return unicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

/** Whether an IP address is this machine. */
export function isLoopback(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

function add(list: BlockList, range: string): void {
  const [network = '', bits = ''] = range.split('/')
  list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
}
