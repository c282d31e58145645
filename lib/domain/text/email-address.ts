import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { abortWith } from './parse-input'
import { fold } from './fold'
import { isWithinBytes, normalize } from './normalize'

/** Email goes to `email`; `folded` is the identity that all spellings share. */
export interface EmailAddress {
  email: string
  folded: string
}

const TOO_LONG = abortWith('An email address can have at most 254 characters.')
const MALFORMED = abortWith('Enter an email address such as name@example.com.')
const LABEL_CHARACTERS_AT_MOST = 63
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** Normalized here, so that email goes to the address of the identity. `fold(email)` is always `folded`. */
export const emailAddress = z
  .string()
  .refine((text) => text.trim() !== '', abortWith('Enter an email address.'))
  .refine((text) => isWithinBytes(text, 1_000), TOO_LONG)
  .transform((text) => ({ text, plain: normalize(text, 'NFKC').trim() }))
  .refine(({ plain }) => plain.length <= 254, TOO_LONG)
  .refine(
    ({ text }) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text),
    abortWith('This address contains line breaks or characters that cannot be seen. Type it again.'),
  )
  .refine(({ plain }) => !/@.*@|[,;]|@\S*\s/u.test(plain), abortWith('Enter one email address only.'))
  .refine(
    ({ plain }) => !/[\s<>()[\]"“”\\:]/u.test(plain),
    abortWith('Enter only the address, without a name, spaces, quotes or brackets.'),
  )
  .transform(({ plain }) => {
    const [local = '', domain = ''] = plain.split('@')
    return { local, domain: ascii(domain) }
  })
  .refine(({ local, domain }) => local !== '' && domain !== '', MALFORMED)
  .refine(
    ({ local }) => local.length <= 64,
    abortWith('The part before the @ can have at most 64 characters.'),
  )
  .refine(
    ({ local }) => !/[^\x20-\x7e]/.test(local),
    abortWith('Before the @, use only letters from a to z, digits and punctuation.'),
  )
  .refine(({ local }) => /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local), MALFORMED)
  .refine(({ local, domain }) => local.length + 1 + domain.length <= 254, TOO_LONG)
  .refine(
    ({ domain }) => isDomain(domain),
    abortWith('The part after the @ is not a domain such as example.com.'),
  )
  .transform(({ local, domain }): EmailAddress => {
    const email = `${local}@${domain}`
    return { email, folded: fold(email) }
  })

/** A domain with a label too long for DNS stays unchanged: converting it takes quadratic time. */
function ascii(domain: string): string {
  const isShort = domain.split(/[.。]/).every((label) => label.length <= 2 * LABEL_CHARACTERS_AT_MOST)
  return !isShort || /^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain)
}

export function domainOf(emailFolded: string): string {
  return emailFolded.slice(emailFolded.lastIndexOf('@') + 1)
}

/** At least two labels, the last with a letter, to reject local hosts and IP addresses. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && /[a-z]/i.test(labels.at(-1) ?? '')
}

const CHARACTERS_AT_MOST = 254

/** For a lookup; invalid text gives a value that no user has. */
export function foldedAddress(text: string): string {
  const address = emailAddress.safeParse(text).data
  return address?.folded ?? fold(text.slice(0, CHARACTERS_AT_MOST)).slice(0, CHARACTERS_AT_MOST)
}
