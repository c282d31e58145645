import { isIP } from 'node:net'
import { env } from '@/lib/env'
import { accepted, refused, type Parsed } from '../text/parsed'
import { isLoopback, isPublicAddress } from './public-address'

/**
 * The address of a provider, as it was written: https to a public host. Where the demo is on, http to this machine
 * will do as well, so that a provider can be tried out. What the host’s name stands for is looked at when it is called.
 */
export function parseProviderUrl(text: string, label = 'Issuer'): Parsed<string> {
  if (text.length > 2000 || !URL.canParse(text))
    return refused(`${label} needs a whole URL, such as https://login.example.com.`)
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.search !== '')
    return refused(`${label} is a URL without a password, a query or a fragment.`)
  return mayBeCalled(url)
    ? accepted(text)
    : refused(`${label} has to begin with https and lead to the public internet.`)
}

/** Whether a URL may be called as far as it can be seen without DNS. */
export function mayBeCalled(url: URL): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  if (env().demo && isOurMachine(hostOf(url))) return true
  if (url.protocol !== 'https:') return false
  const host = hostOf(url)
  return isIP(host) === 0 ? host.includes('.') && !host.endsWith('.localhost') : isPublicAddress(host)
}

/** Whether an address that a host’s name stands for may be called. */
export function mayBeReached(url: URL, address: string): boolean {
  if (env().demo && isLoopback(address)) return true
  return url.protocol === 'https:' && isPublicAddress(address)
}

/** The host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function isOurMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isLoopback(host)
}
