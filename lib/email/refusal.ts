import { plainName } from './plain-name'

/** Why an email waits whose API key was sealed with a FOYER_SECRET that was lost. */
export const unreadableKey = 'unreadable_api_key'

/** Of all emails of this sender: its API key or its domain. `problem`: as lib/email/transport.ts writes it. */
export function isSenderRefused(problem: string): boolean {
  return problem === unreadableKey || /^40[13] /.test(problem)
}

/** Of all emails, until the operator acts. Before a domain is verified, Resend sends to the account’s owner alone. */
export function isAccountRefused(problem: string): boolean {
  return /^40[13] /.test(problem) && !problem.includes('your own email address')
}

/** A sentence for the operator. */
export function explainProblem(problem: string): string {
  if (problem === unreadableKey)
    return 'The API key cannot be read any more, because FOYER_SECRET has changed. Enter the key again.'
  const [, status, name = '', message = ''] = /^(\d{3}) (\w*): ?(.*)$/s.exec(problem) ?? []
  if (status === undefined) return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`
  const known = explanations.find(([pattern]) => pattern.test(`${status} ${name}: ${message}`))
  if (known) return known[1]
  const domain = /\b([a-z0-9-]+(?:\.[a-z0-9-]+)+) domain is not verified/i.exec(message)?.[1]
  if (domain !== undefined) return `Resend does not know the domain ${domain}, or has not verified it.`
  return message.trim() === '' ? 'Resend refused it.' : `Resend refused it: ${plainName(message, 200)}`
}

const explanations: readonly (readonly [RegExp, string])[] = [
  [
    /^401 |^\d+ \w*_api_key:|: API key is invalid/i,
    'Resend does not accept the API key. It may have been revoked.',
  ],
  [/^\d+ \w*_quota_exceeded:/, 'The account at Resend has used up its quota.'],
  [/^429 /, 'Resend gets more requests from this account than it allows.'],
  [/^5/, 'Resend had an error of its own.'],
]
