import {
  claimBatch,
  type DueLogStream,
  listDueLogStreams,
  type LogBatch,
} from '@/lib/domain/log-streams/claim-batch'
import { type BatchOutcome, recordBatch } from '@/lib/domain/log-streams/record-batch'
import { repeat, reportFailure } from '@/lib/repeat'
import { appendLines, type LogFolder } from './append-lines'
import { mostMilliseconds } from './post'
import { type RowOf, sendBatch } from './send-batch'

interface LogStreamSettings {
  /** The form of an event in which it is sent. */
  rowOf: RowOf
  /** Where streams of type file are written; without it, other processes serve them. */
  folder?: LogFolder | undefined
  /** Between two reads of the streams that are due. */
  pauseMs?: number
  timeoutMs?: number
}

const name = 'log streams'

/** Streams at once, and how many of one tenant, so that the slow receivers of one leave room for others. */
const [mostAtOnce, mostOfTenant] = [8, 3]

/** Then other streams get their turn. */
const mostBatches = 20

/** Sends the log to log streams. @returns what stops it, after the batches that are being sent */
export function startLogStreams({ pauseMs = 2000, ...settings }: LogStreamSettings): () => Promise<void> {
  const serving = new Map<string, { tenantId: string; done: Promise<void> }>()
  const stopping = new AbortController()
  const types = settings.folder === undefined ? (['http'] as const) : (['http', 'file'] as const)
  const hasRoomFor = ({ tenantId, streamId }: DueLogStream) => {
    const ofTenant = [...serving.values()].filter((other) => other.tenantId === tenantId)
    return serving.size < mostAtOnce && ofTenant.length < mostOfTenant && !serving.has(streamId)
  }
  const stopRepeating = repeat({ name, pauseMs }, async () => {
    for (const stream of await listDueLogStreams(types)) {
      if (!hasRoomFor(stream)) continue
      const { tenantId, streamId } = stream
      const done = serve(stream, { settings, signal: stopping.signal })
        .catch((error: unknown) => reportFailure(name, error))
        .finally(() => serving.delete(streamId))
      serving.set(streamId, { tenantId, done })
    }
  })
  return async () => {
    stopping.abort()
    await stopRepeating()
    await Promise.all([...serving.values()].map(({ done }) => done))
  }
}

type Sending = Omit<LogStreamSettings, 'pauseMs'>

async function serve(
  stream: DueLogStream,
  { settings, signal }: { settings: Sending; signal: AbortSignal },
): Promise<void> {
  for (let batches = 0; batches < mostBatches && !signal.aborted; batches++) {
    const batch = await claimBatch(stream)
    if (batch === null) return
    if (batch !== 'none chosen') await recordBatch(batch, await deliver(batch, settings))
  }
}

function deliver(batch: LogBatch, { rowOf, folder, timeoutMs }: Sending): Promise<BatchOutcome> {
  const { sink } = batch
  if (sink !== null)
    return sendBatch({ ...batch, sink }, { rowOf, milliseconds: timeoutMs ?? mostMilliseconds })
  const lines = batch.events.map((event) => JSON.stringify(rowOf(event)))
  return appendLines(folder, { streamId: batch.streamId, lines })
}
