import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { env } from '@/lib/env'
import { addNetwork } from '@/lib/private-hosts'
import { abortWith } from '../text/parse-input'

export const privateHostAdvice =
  'For a host in a private network, ask whoever runs this site to add it to FOYER_PRIVATE_HOSTS.'

/** Against SSRF: https to a public host or a listed one; in a demo, http to this machine. DNS is checked at the call. */
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
    .refine((text) => mayBeCalled(new URL(text)), {
      abort: true,
      error: ({ input }) => mustBePublic(label, URL.parse(String(input))),
    })
}

function isBare({ username, password, hash, search }: URL): boolean {
  return username + password + hash + search === ''
}

/** The advice is of no use where https is missing. */
export function mustBePublic(label: string, url: URL | null): string {
  const problem = `${label} must be a public https URL.`
  return url?.protocol === 'https:' ? `${problem} ${privateHostAdvice}` : problem
}

/** Without DNS; mayBeReached() checks the resolved address. */
export function mayBeCalled(url: URL): boolean {
  if (url.protocol === 'https:') return mayServerBeCalled(hostOf(url))
  return url.protocol === 'http:' && env().demo && isOurMachine(hostOf(url))
}

export function mayBeReached(url: URL, address: string): boolean {
  if (url.protocol === 'https:') return mayServerBeReached(hostOf(url), address)
  return env().demo && isLoopback(address)
}

/** Of a server that speaks TLS, whatever its protocol. `host`: a name or an address, without brackets. */
export function mayServerBeCalled(host: string): boolean {
  if (env().demo && isOurMachine(host)) return true
  if (isIP(host) !== 0) return isPublicAddress(host) || isListedAddress(host)
  return isListedName(host) || (host.includes('.') && !host.endsWith('.localhost'))
}

/** `address`: of DNS for the host, or the host itself. */
export function mayServerBeReached(host: string, address: string): boolean {
  if (env().demo && isLoopback(address)) return true
  return (
    isPublicAddress(address) ||
    isListedAddress(address) ||
    (isListedName(host) && isInList(address, internal) && !isInList(address, special))
  )
}

function isListedName(host: string): boolean {
  return env().privateHosts.names.has(host)
}

/** A special address is opened only by an entry that begins among them, not by a wide network around them. */
function isListedAddress(address: string): boolean {
  const isSpecial = isInList(address, special)
  const networks = env().privateHosts.networks.filter(
    (network) => isInList(network.split('/')[0] ?? '', special) === isSpecial,
  )
  return isInList(address, listOf(networks))
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function isOurMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isLoopback(host)
}

const notPublic = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Tunnels and documentation ranges within 2000::/3; all other IPv6 is refused.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
])
const unicast = listOf(['2000::/3'])
const loopback = listOf(['127.0.0.0/8', '::1/128'])
/** RFC 1918 and RFC 4193. */
const internal = listOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'])
/** The machine itself, its link, and where clouds answer with a machine’s credentials. */
const special = listOf([
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '100.100.100.200', '192.0.0.192'],
  ...['::/127', 'fe80::/10', 'fd00:ec2::/32', 'fd20:ce::/32'],
])

export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return false
  if (version === 4) return !notPublic.check(address, 'ipv4')
  return unicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

export function isLoopback(address: string): boolean {
  return isInList(address, loopback)
}

function isInList(address: string, list: BlockList): boolean {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) addNetwork(list, network)
  return list
}
