import { plainName } from './plain-name'

/** Why an email waits whose API key or password was sealed with a FOYER_SECRET that was lost. */
export const unreadableKey = 'unreadable_api_key'

/** Why an email cannot leave. Once there is a sender, the operator can send it again. */
export const noSender = 'no_sender'

/** Of all emails of a sender: of its API key, its domain or its mail server. For PostgreSQL as well. */
export const senderRefusal = '^(40[13] |unreadable_api_key$|smtp_(connection|login|private|sender|tls): )'

/** `problem`: as the transports write it. */
export function isSenderRefused(problem: string): boolean {
  return new RegExp(senderRefusal).test(problem)
}

/** Of all emails, until the operator acts. Before a domain is verified, Resend sends to the account’s owner alone. */
export function isAccountRefused(problem: string): boolean {
  if (/^smtp_(login|private|sender|tls): /.test(problem)) return true
  return /^40[13] /.test(problem) && !problem.includes('your own email address')
}

/** A sentence for the operator. */
export function explainProblem(problem: string): string {
  if (problem === unreadableKey)
    return 'The stored API key or password cannot be read any more, because FOYER_SECRET has changed. Enter it again.'
  if (problem === noSender) return 'Email isn’t set up. Set a sender in Settings, Email, and send it again.'
  return problem.startsWith('smtp_') ? explainSmtp(problem) : explainResend(problem)
}

function explainResend(problem: string): string {
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

function explainSmtp(problem: string): string {
  const [, kind = '', detail = ''] = /^smtp_(\w+): (.*)$/s.exec(problem) ?? []
  return `${smtpSentences[kind] ?? 'The mail server failed'}: ${codeSentences[detail] ?? plainName(detail, 250)}`
}

const smtpSentences: Record<string, string> = {
  connection: 'The mail server cannot be reached',
  deferred: 'The mail server asks to try again later',
  login: 'The mail server does not accept the user and password',
  private: 'The mail server is not on the public internet',
  no_answer: 'The mail server took the email and did not confirm it',
  refused: 'The mail server refused the email',
  sender: 'The mail server does not accept the sender’s address',
  tls: 'The mail server offers no encryption, or its certificate is not valid',
}

/** Codes of Node, OpenSSL and nodemailer that operators see most. */
const codeSentences: Record<string, string> = {
  ENOTFOUND: 'its name has no address (ENOTFOUND).',
  EAI_AGAIN: 'the DNS does not answer (EAI_AGAIN).',
  ECONNREFUSED: 'nothing listens at this port (ECONNREFUSED).',
  ECONNRESET: 'it closed the connection (ECONNRESET).',
  ETIMEDOUT: 'it does not answer in time (ETIMEDOUT).',
  TIMEOUT: 'it does not answer in time.',
  greeting: 'it accepts connections and then says nothing.',
  ETLS: 'it does not offer STARTTLS.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it made its certificate itself.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is from an authority that is not known here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is from an authority that is not known here.',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name.',
}
