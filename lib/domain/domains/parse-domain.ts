import providers from 'email-providers/all.json'
import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { normalize } from '../text/normalize'
import { accepted, firstBroken, refused, type Parsed, type Rule } from '../text/parsed'
import { isWithinBytes } from '../text/within-bytes'

/** Leaves room for what stands before it in the name of the record. */
const longest = 200
const mailProviders = new Set(providers)

/** One domain of an organization’s own, in ASCII and lower case: nothing under which strangers have addresses. */
export function parseDomain(text: string): Parsed<string> {
  if (!isWithinBytes(text, 1_000)) return refused(MALFORMED)
  const written = normalize(text, 'NFKC').trim().replace(/^@/, '').replace(/\.$/, '')
  if (written === '') return refused('Enter a domain.')
  const domain = /[\s/:?#@\\]/.test(written) ? '' : domainToASCII(written)
  const problem = firstBroken(rules, domain)
  return problem === undefined ? accepted(domain) : refused(problem)
}

const MALFORMED = 'Enter only the domain, such as example.com: the part after the @ in your addresses.'

const rules: Rule<string>[] = [
  { breaks: (domain) => !isDomain(domain), sentence: MALFORMED },
  {
    breaks: (domain) => domain.length > longest,
    sentence: `A domain can have at most ${longest} characters here.`,
  },
  {
    breaks: (domain) => registrable(domain) === null,
    sentence: 'Anyone can register names under this domain. Enter a domain that only you control.',
  },
  {
    breaks: (domain) => mailProviders.has(domain) || mailProviders.has(registrable(domain) ?? ''),
    sentence: 'Anyone can get an address at this email provider. Enter a domain that only you control.',
  },
]

/** At least two labels, the last with a letter, so no host of this machine and no number. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isLabel = (label: string) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)
  return labels.length > 1 && labels.every(isLabel) && /[a-z]/.test(labels.at(-1) ?? '')
}

/** The part that somebody has registered, by the list of public suffixes; null of a suffix itself. */
function registrable(domain: string): string | null {
  return parse(domain, { allowPrivateDomains: true }).domain
}
