import { domainToASCII } from 'node:url'
import { fold } from './fold'
import { normalize } from './normalize'
import { accepted, firstBroken, refused, type Parsed, type Rule } from './parsed'
import { isWithinBytes } from './within-bytes'

/** `email` is what mail is sent to and people see; `folded` is the identity: two spellings of one address share it. */
export interface EmailAddress {
  email: string
  folded: string
}

/**
 * One email address, alone. Width and Unicode form are settled here, so that mail goes to the address that the
 * identity names; a domain in other letters becomes its ASCII form. `fold(email)` is always `folded`.
 */
export function parseEmail(text: string): Parsed<EmailAddress> {
  if (text.trim() === '') return refused('Enter an email address.')
  if (!isWithinBytes(text, 1_000)) return refused(TOO_LONG)
  const plain = normalize(text, 'NFKC').trim()
  const problemAsWritten = firstBroken(asWritten, { text, plain })
  if (problemAsWritten !== undefined) return refused(problemAsWritten)
  const [local = '', domain = ''] = plain.split('@')
  const address = { local, domain: ascii(domain) }
  const problem = firstBroken(asAddress, address)
  if (problem !== undefined) return refused(problem)
  const email = `${address.local}@${address.domain}`
  return accepted({ email, folded: fold(email) })
}

interface Written {
  text: string
  /** In one width and Unicode form, without the space around it. */
  plain: string
}

interface Parts {
  local: string
  domain: string
}

const TOO_LONG = 'An email address can have at most 254 characters.'
const MALFORMED = 'Enter an email address such as name@example.com.'
const LABEL_CHARACTERS_AT_MOST = 63
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

const asWritten: Rule<Written>[] = [
  { breaks: ({ plain }) => plain.length > 254, sentence: TOO_LONG },
  {
    breaks: ({ text }) => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text),
    sentence: 'This address contains line breaks or characters that cannot be seen. Type it again.',
  },
  {
    breaks: ({ plain }) => /@.*@|[,;]|@\S*\s/u.test(plain),
    sentence: 'Enter one email address only.',
  },
  {
    breaks: ({ plain }) => /[\s<>()[\]"“”\\:]/u.test(plain),
    sentence: 'Enter only the address, without a name, spaces, quotes or brackets.',
  },
]

const asAddress: Rule<Parts>[] = [
  { breaks: ({ local, domain }) => local === '' || domain === '', sentence: MALFORMED },
  {
    breaks: ({ local }) => local.length > 64,
    sentence: 'The part before the @ can have at most 64 characters.',
  },
  {
    breaks: ({ local }) => /[^\x20-\x7e]/.test(local),
    sentence: 'Before the @, use only letters from a to z, digits and punctuation.',
  },
  {
    breaks: ({ local }) => !/^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local),
    sentence: MALFORMED,
  },
  {
    breaks: ({ local, domain }) => local.length + 1 + domain.length > 254,
    sentence: TOO_LONG,
  },
  {
    breaks: ({ domain }) => !isDomain(domain),
    sentence: 'The part after the @ is not a domain such as example.com.',
  },
]

/** Where a label is too long in any spelling, the domain stays as it is: converting it would take quadratic time. */
function ascii(domain: string): string {
  const isShort = domain.split(/[.。]/).every((label) => label.length <= 2 * LABEL_CHARACTERS_AT_MOST)
  return !isShort || /^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain)
}

/** At least two labels, the last with a letter, so no host of this machine and no number. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && /[a-z]/i.test(labels.at(-1) ?? '')
}
