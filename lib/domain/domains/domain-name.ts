import providers from 'email-providers/all.json' with { type: 'json' }
import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { z } from 'zod'
import { abortWith } from '../text/parse-input'
import { isWithinBytes, normalize } from '../text/normalize'

/** Leaves room for the prefix of the record’s name. */
const longest = 200
const mailProviders = new Set(providers)

const MALFORMED = abortWith(
  'Enter only the domain, such as example.com: the part after the @ in your addresses.',
)

/** In ASCII and lower case. Rejects public suffixes, under which strangers have addresses. */
export const domainName = z
  .string()
  .refine((text) => isWithinBytes(text, 1_000), MALFORMED)
  .transform((text) => normalize(text, 'NFKC').trim().replace(/^@/, '').replace(/\.$/, ''))
  .refine((text) => text !== '', abortWith('Enter a domain.'))
  .transform((text) => (/[\s/:?#@\\]/.test(text) ? '' : domainToASCII(text)))
  .refine(isDomain, MALFORMED)
  .refine(
    (domain) => domain.length <= longest,
    abortWith(`A domain can have at most ${longest} characters here.`),
  )
  .refine(
    (domain) => registrable(domain) !== null,
    abortWith('Anyone can register names under this domain. Enter a domain that only you control.'),
  )
  .refine(
    (domain) => !mailProviders.has(domain) && !mailProviders.has(registrable(domain) ?? ''),
    abortWith('Anyone can get an address at this email provider. Enter a domain that only you control.'),
  )

/** At least two labels, the last with a letter, to reject local hosts and IP addresses. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isLabel = (label: string) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)
  return labels.length > 1 && labels.every(isLabel) && /[a-z]/.test(labels.at(-1) ?? '')
}

/** By the Public Suffix List; null for a suffix itself. */
function registrable(domain: string): string | null {
  return parse(domain, { allowPrivateDomains: true }).domain
}
