import type { NodemailerError } from 'nodemailer/lib/errors'
import { RequestProblem } from '@/lib/domain/connections/guarded-request'
import { plainName } from './plain-name'
import type { Delivery } from './transport'

/** How long a server that was not reached is left alone. */
const unreachedSeconds = 15

/** What an attempt came to that did not succeed. `isHandedOver`: the server has the whole message. */
export function toDelivery(error: unknown, isHandedOver: boolean): Delivery {
  if (error instanceof RequestProblem)
    return { kind: 'retry', reason: 'smtp_private: FOYER_PRIVATE_HOSTS does not list it' }
  const problem: NodemailerError = error instanceof Error ? error : new Error(String(error))
  const answer = answerIn(problem)
  if (answer) return judge(answer)
  const cause = causeOf(problem)
  if (isHandedOver) return { kind: 'ambiguous', reason: `smtp_no_answer: ${cause}` }
  if (cause === 'EAUTH') return { kind: 'retry', reason: 'smtp_login: the server offers no known method' }
  if (isAboutTls(problem, cause)) return { kind: 'retry', reason: `smtp_tls: ${cause}` }
  if (cause === 'EMESSAGE') return { kind: 'refused', reason: 'smtp_refused: the message is too large' }
  return { kind: 'retry', afterSeconds: unreachedSeconds, reason: `smtp_connection: ${cause}` }
}

interface Answer {
  status: number
  /** Of RFC 3463, such as `5.1.1`. */
  enhancedStatus: string
  command: string
  /** Without addresses. */
  text: string
}

/** Null for a connection that ended without one. */
function answerIn({ response, command = '' }: NodemailerError): Answer | null {
  const [, status, enhancedStatus = ''] =
    /^([45]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(response ?? '') ?? []
  if (status === undefined) return null
  const text = (response ?? '').slice(0, 1_000).replaceAll(/<?[^\s<>]+@[^\s<>]+>?/g, '<…>')
  return { status: Number(status), enhancedStatus, command, text: plainName(text, 250) }
}

/** 503 is about the order of commands: the next connection begins anew. */
function judge(answer: Answer): Delivery {
  const { status, command, text } = answer
  const isFinal = status >= 500 && status !== 503
  if (!isFinal) return { kind: 'retry', reason: `smtp_deferred: ${text}` }
  if (command.startsWith('AUTH') || [530, 534, 535, 538].includes(status))
    return { kind: 'retry', reason: `smtp_login: ${text}` }
  if (command === 'STARTTLS') return { kind: 'retry', reason: `smtp_tls: ${text}` }
  if (command === 'MAIL FROM') return { kind: 'retry', reason: `smtp_sender: ${text}` }
  if (command !== 'RCPT TO' && command !== 'DATA')
    return { kind: 'retry', afterSeconds: unreachedSeconds, reason: `smtp_connection: ${text}` }
  const reason = `smtp_refused: ${text}`
  return isAboutAddress(answer)
    ? { kind: 'bounced', reason, cause: bounceOf(answer) }
    : { kind: 'refused', reason }
}

/** Other refusals, such as 5.7.1, may be about the sender or the text. */
function isAboutAddress({ enhancedStatus, command }: Answer): boolean {
  return enhancedStatus === '' ? command === 'RCPT TO' : /^5\.[12]\./.test(enhancedStatus)
}

/** In the words of Resend’s reports. */
function bounceOf({ enhancedStatus }: Answer): string {
  if (/^5\.1\.[1236]$/.test(enhancedStatus)) return 'Permanent: NoEmail'
  return enhancedStatus === '5.2.2' ? 'Permanent: MailboxFull' : 'Permanent: General'
}

function causeOf({ originalCode, timeoutType, code }: NodemailerError): string {
  return originalCode ?? timeoutType ?? code ?? 'TIMEOUT'
}

/** Codes of Node and OpenSSL; ETLS is nodemailer’s. */
function isAboutTls({ code }: NodemailerError, cause: string): boolean {
  return code === 'ETLS' || /CERT|SIGNATURE|ISSUER|^ERR_(SSL|TLS)|^EPROTO$/.test(cause)
}
