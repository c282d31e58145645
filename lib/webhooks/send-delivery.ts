import { Webhook } from 'standardwebhooks'
import type { AttemptProblem } from '@/lib/domain/webhooks/attempt-problems'
import type { DueDelivery } from '@/lib/domain/webhooks/claim-delivery'
import type { AttemptOutcome } from '@/lib/domain/webhooks/record-attempt'
import { guardedFetch } from '@/lib/federation/guarded-fetch'
import { ProviderProblem } from '@/lib/federation/provider-problem'
import { secondsUntil } from '@/lib/retry-after'

const mostMilliseconds = 10_000

/** Signed as Standard Webhooks has it, with each secret that is valid. Never throws for failures of the receiver. */
export async function sendDelivery(
  { url, payload, messageId, secrets }: Pick<DueDelivery, 'url' | 'payload' | 'messageId' | 'secrets'>,
  milliseconds = mostMilliseconds,
): Promise<AttemptOutcome> {
  if (secrets === null) return { problem: 'unreadable_secret', status: null, durationMs: 0, retryAfter: null }
  const body = JSON.stringify(payload)
  const now = new Date()
  const headers = {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, now, body)).join(' '),
  }
  const startedAt = performance.now()
  const answer = await ask(url, { body, headers, milliseconds })
  return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
}

interface Post {
  body: string
  headers: Record<string, string>
  milliseconds: number
}

async function ask(
  url: string,
  { body, headers, milliseconds }: Post,
): Promise<Omit<AttemptOutcome, 'durationMs'>> {
  try {
    const options = { method: 'POST', body, headers, redirect: 'manual' as const }
    const response = await guardedFetch(url, options, milliseconds)
    const { status } = response
    const asked = response.ok ? undefined : secondsUntil(response.headers.get('retry-after') ?? undefined)
    return { problem: problemOfStatus(response), status, retryAfter: asked ?? null }
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
    return { problem: problemOf(error), status: null, retryAfter: null }
  }
}

function problemOfStatus({ ok, status }: Response): AttemptProblem | null {
  if (ok) return null
  if (status === 410) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'status'
}

function problemOf({ reason, cause }: ProviderProblem): AttemptProblem {
  if (reason === 'not_public') return 'not_public'
  return isTimeout(cause) ? 'timeout' : 'unreachable'
}

function isTimeout(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  return cause.name === 'TimeoutError' || isTimeout(cause.cause)
}
