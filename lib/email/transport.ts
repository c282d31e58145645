import { Resend } from 'resend'
import { z } from 'zod'
import { secondsUntil } from '@/lib/retry-after'

interface ResendSettings {
  apiKey: string
  baseUrl?: string | undefined
  /** Of one attempt; 10 seconds by default. */
  timeoutMs?: number | undefined
}

export interface OutgoingMessage {
  id: string
  /** The same for every attempt, at most 256 characters; Resend remembers it for 24 hours. */
  idempotencyKey: string
  from: string
  replyTo?: string | undefined
  to: string
  subject: string
  html: string
  text: string
  template: string
  /** Letters, digits, `_` and `-` only; returned in webhooks. */
  tags: Record<string, string>
  /** The host of the tenant’s URL. */
  domain: string
  createdAt: Date
}

/**
 * `refused`: do not retry. `bounced`: as well, since no one has the address. `retry`: certainly not sent. `ambiguous`:
 * may have been sent, so retry only while the idempotency key lives.
 */
export type Delivery =
  | { kind: 'sent'; providerId: string }
  | { kind: 'retry' | 'ambiguous'; afterSeconds?: number; reason: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'bounced'; reason: string; cause: string }

export type Deliver = (message: OutgoingMessage) => Promise<Delivery>

const accepted = z.object({ id: z.string().min(1) })
const failed = z.object({ statusCode: z.number().int(), name: z.string(), message: z.string().catch('') })

type Failed = z.infer<typeof failed>

/** Never throws for failures of the network or the provider. */
export function createTransport({ apiKey, baseUrl, timeoutMs = 10_000 }: ResendSettings): Deliver {
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl })
  return async function deliver(message) {
    const signal = AbortSignal.timeout(timeoutMs)
    const { idempotencyKey } = message
    const answer = await resend.emails.send(payload(message), { idempotencyKey, signal })
    const sent = accepted.safeParse(answer.data)
    if (sent.success) return { kind: 'sent', providerId: sent.data.id }
    const problem = failed.safeParse(answer.error)
    if (problem.success) return judge(problem.data, answer.headers?.['retry-after'])
    // Resend's client does not distinguish a refused connection from a lost response.
    return { kind: 'ambiguous', reason: signal.aborted ? `no answer within ${timeoutMs} ms` : 'no answer' }
  }
}

function payload({ id, from, replyTo, to, subject, html, text, template, tags }: OutgoingMessage) {
  const all = { ...tags, template, mail_id: id }
  return {
    from,
    ...(replyTo === undefined ? {} : { replyTo }),
    to,
    subject,
    html,
    text,
    tags: Object.entries(all).map(([name, value]) => ({ name, value })),
  }
}

function judge(problem: Failed, retryAfter: string | undefined): Delivery {
  const reason = `${problem.statusCode} ${problem.name}: ${problem.message}`.slice(0, 300)
  const kind = isUnclear(problem) ? 'ambiguous' : 'retry'
  if (kind === 'retry' && !passing.includes(problem.statusCode)) return { kind: 'refused', reason }
  const afterSeconds = secondsUntil(retryAfter)
  return afterSeconds === undefined ? { kind, reason } : { kind, afterSeconds, reason }
}

/** An error may come after the email was accepted. The names: Resend knows the key from another attempt. */
function isUnclear({ statusCode, name }: Failed): boolean {
  return (
    statusCode >= 500 ||
    statusCode === 408 ||
    name === 'invalid_idempotent_request' ||
    name === 'concurrent_idempotent_requests'
  )
}

/** Not this message's fault: 401 and 403 are about the key or the domain, which the operator will fix. */
const passing = [401, 403, 425, 429]
