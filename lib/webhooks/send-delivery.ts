import { Webhook } from 'standardwebhooks'
import type { DueDelivery } from '@/lib/domain/webhooks/claim-delivery'
import type { AttemptOutcome } from '@/lib/domain/webhooks/record-attempt'
import { mostMilliseconds, post } from './post'

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
  const answer = await post(url, { body, headers, milliseconds })
  return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
}
