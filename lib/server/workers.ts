import { startOutbox, stopOutbox } from '@/lib/email/outbox'
import { env } from '@/lib/env'
import { logWire } from '@/lib/http/auth0/log'
import { mayWork } from '@/lib/http/readiness'
import { repeat } from '@/lib/repeat'
import { startLogStreams } from '@/lib/webhooks/log-stream-worker'
import { startWebhooks } from '@/lib/webhooks/webhook-worker'

/**
 * Emails, webhooks and log streams, while this process is fit: without the secrets of the other processes it could not read what
 * it sends, and would note failures that are its own. @returns what stops them, after their running jobs
 */
export async function runWorkers({ pauseMs = 1000 } = {}): Promise<() => Promise<void>> {
  let stop: (() => Promise<void>) | undefined
  const startOrStop = async (isFit: boolean) => {
    if (isFit) stop ??= await startWorkers()
    else {
      await stop?.()
      stop = undefined
    }
  }
  await startOrStop(mayWork())
  const stopRepeating = repeat({ name: 'workers', pauseMs }, () => startOrStop(mayWork()))
  return async () => {
    await stopRepeating()
    await startOrStop(false)
  }
}

async function startWorkers(): Promise<() => Promise<void>> {
  const stopWebhooks = await startQueues()
  const { logDir } = env()
  const folder = logDir === undefined ? undefined : { path: logDir }
  const stopLogStreams = startLogStreams({ rowOf: logWire, folder })
  return async () => {
    await Promise.all([stopWebhooks(), stopLogStreams()])
    await stopOutbox()
  }
}

async function startQueues(): Promise<() => Promise<void>> {
  try {
    await startOutbox()
    return await startWebhooks()
  } catch (error) {
    // The next attempt would add workers to these.
    await stopOutbox()
    throw error
  }
}
