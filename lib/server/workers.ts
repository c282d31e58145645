import { startOutbox, stopOutbox } from '@/lib/email/outbox'
import { env } from '@/lib/env'
import { logWire } from '@/lib/http/auth0/log'
import { mayWork } from '@/lib/http/readiness'
import { startLogStreams } from '@/lib/webhooks/log-stream-worker'
import { startWebhooks } from '@/lib/webhooks/webhook-worker'

let started: Promise<() => Promise<void>> | undefined

/**
 * Emails, webhooks and log streams, once. Without the secrets of the other processes this one could not read what it sends, and
 * would note failures that are its own.
 */
export async function startWorkersIfFit(): Promise<void> {
  if (!mayWork()) return
  started ??= startWorkers()
  await started
}

/** Waits for running jobs. */
export async function stopWorkers(): Promise<void> {
  const stop = await started
  await stop?.()
}

async function startWorkers(): Promise<() => Promise<void>> {
  await startOutbox()
  const stopWebhooks = await startWebhooks()
  const { logDir } = env()
  const folder = logDir === undefined ? undefined : { path: logDir }
  const stopLogStreams = startLogStreams({ rowOf: logWire, folder })
  return async () => {
    await Promise.all([stopWebhooks(), stopLogStreams()])
    await stopOutbox()
  }
}
