import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { emailAddress, type EmailAddress } from '@/lib/domain/text/email-address'

export type Claims = Record<string, unknown>

const longestSubject = 255
const longestPicture = 500

/** Read by the connection’s claim names. Null without a usable subject. */
export function profileOf(
  { strategy, options }: Pick<Provider, 'strategy' | 'options'>,
  claims: Claims,
): Profile | null {
  const subject = textOf(claims['sub'])
  if (subject === null || subject.length > longestSubject) return null
  const names = options.claims
  const address = addressOf(textOf(claims[names.email]))
  return {
    subject,
    address,
    emailVerified: booleanOf(claims[names.emailVerified]),
    isOwnAddress: address !== null && names.email === 'email' && isOwnAddress(strategy, claims, address),
    name: nameOf(claims, names),
    picture: pictureUrl(textOf(claims[names.picture])),
    amr: methodsOf(claims['amr']),
  }
}

/** Some providers send the parts of the name alone. */
function nameOf(claims: Claims, names: Provider['options']['claims']): string | null {
  const whole = textOf(claims[names.name])
  if (whole !== null) return whole
  const parts = [textOf(claims[names.givenName]), textOf(claims[names.familyName])]
  return textOf(parts.filter((part) => part !== null).join(' '))
}

/** Google: gmail.com and hosted domains (`hd`). Microsoft: `xms_edov`. Both only for the claim `email`. */
function isOwnAddress(strategy: Provider['strategy'], claims: Claims, { folded }: EmailAddress): boolean {
  if (strategy === 'google-oauth2') {
    if (booleanOf(claims['email_verified']) !== true) return false
    return folded.endsWith('@gmail.com') || textOf(claims['hd']) !== null
  }
  return strategy === 'windowslive' && booleanOf(claims['xms_edov']) === true
}

function addressOf(text: string | null): EmailAddress | null {
  return emailAddress.safeParse(text).data ?? null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : null
}

/** Providers write booleans in several ways. */
function booleanOf(value: unknown): boolean | null {
  if (value === undefined || value === null) return null
  return value === true || value === 'true' || value === 1 || value === '1'
}

/** Null for what is not a short https URL. */
export function pictureUrl(text: string | null): string | null {
  return text !== null && text.length <= longestPicture && URL.canParse(text) && text.startsWith('https://')
    ? text
    : null
}

/** Short words only: they go into our tokens. */
function methodsOf(value: unknown): string[] {
  const given: unknown[] = Array.isArray(value) ? value : []
  const methods = given.filter(
    (method): method is string => typeof method === 'string' && /^[a-z0-9_-]{1,20}$/i.test(method),
  )
  return [...new Set(methods)].filter((method) => method !== 'federated').slice(0, 8)
}
