import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { env } from '@/lib/env'
import { abortWith } from '../text/parse-input'

/** Against SSRF: https to a public host; in a demo, http to this machine. DNS is checked at the call. */
export function providerUrl(label = 'Issuer') {
  return z
    .string()
    .refine(
      (text) => text.length <= 2000 && URL.canParse(text),
      abortWith(`${label} must be a complete URL, such as https://login.example.com.`),
    )
    .refine(
      (text) => isBare(new URL(text)),
      abortWith(`${label} must be a URL without a password, query or fragment.`),
    )
    .refine((text) => mayBeCalled(new URL(text)), abortWith(`${label} must be a public https URL.`))
}

function isBare({ username, password, hash, search }: URL): boolean {
  return username + password + hash + search === ''
}

/** Without DNS; mayBeReached() checks the resolved address. */
export function mayBeCalled(url: URL): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  if (env().demo && isOurMachine(hostOf(url))) return true
  if (url.protocol !== 'https:') return false
  const host = hostOf(url)
  return isIP(host) === 0 ? host.includes('.') && !host.endsWith('.localhost') : isPublicAddress(host)
}

export function mayBeReached(url: URL, address: string): boolean {
  if (env().demo && isLoopback(address)) return true
  return url.protocol === 'https:' && isPublicAddress(address)
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function isOurMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isLoopback(host)
}

const notPublic = new BlockList()
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Tunnels and documentation ranges within 2000::/3; all other IPv6 is refused.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]) {
  add(notPublic, range)
}
const unicast = new BlockList()
add(unicast, '2000::/3')
const loopback = new BlockList()
add(loopback, '127.0.0.0/8')
add(loopback, '::1/128')

export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return false
  if (version === 4) return !notPublic.check(address, 'ipv4')
  return unicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

export function isLoopback(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

function add(list: BlockList, range: string): void {
  const [network = '', bits = ''] = range.split('/')
  list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
}
