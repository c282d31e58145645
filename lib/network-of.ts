import { isIP, isIPv6, SocketAddress } from 'node:net'

/** As PostgreSQL’s inet; IPv4 where it is one in IPv6. Null for what is no address, or one with a zone. */
export function addressOf(text: string): string | null {
  if (isIP(text) === 0 || text.includes('%')) return null
  return isIPv6(text) ? (mappedIn(plainOf(text)) ?? text) : text
}

/**
 * What a limit counts as one caller: an IPv4 address, or the first 64 bits of an IPv6 address, since one line has at
 * least that many addresses (RFC 6177). Other text stays as it is.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const plain = plainOf(address)
  const mapped = mappedIn(plain)
  if (mapped !== null) return mapped
  const [head = '', tail] = plain.replace(/[\d.]+\.\d+$/, '0:0').split('::')
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}

function plainOf(address: string): string {
  return new SocketAddress({ address, family: 'ipv6' }).address
}

function mappedIn(plain: string): string | null {
  return /^::ffff:([\d.]+)$/.exec(plain)?.[1] ?? null
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
