import { isIPv6, SocketAddress } from 'node:net'

/**
 * What a limit counts as one caller: an IPv4 address, or the first 64 bits of an IPv6 address, since one line has at
 * least that many addresses (RFC 6177). Other text stays as it is.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const plain = new SocketAddress({ address, family: 'ipv6' }).address
  const mapped = /^::ffff:([\d.]+)$/.exec(plain)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = plain.replace(/[\d.]+\.\d+$/, '0:0').split('::')
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
