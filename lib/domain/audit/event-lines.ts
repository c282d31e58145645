import { explainFailure } from '../connections/connection-failures'
import { detailLines, type DetailLine, isRecord } from './detail-lines'
import type { ListedEvent } from './listed-event'

/** All that is recorded of an event but its time, for reading. */
export function eventLines(event: ListedEvent): DetailLine[] {
  const target = [event.targetName, event.targetEmail].filter((text) => text !== null)
  const known: [string, string | null][] = [
    ['Target', target.length === 0 ? null : [...new Set(target)].join(', ')],
    ['Sign-in method', event.connection?.name ?? null],
    ['IP address', event.ip],
    ['Browser', event.userAgent],
    ['Request', event.requestId],
    ['Event', `${event.type}, ${event.id}`],
  ]
  return [
    ...detailLines(readable(event)),
    ...known.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
  ]
}

/** Without what the event’s sentence says, and with names for ids and codes. */
function readable({ type, details, connection }: ListedEvent): unknown {
  if (!isRecord(details)) return details
  const { connectionId, reason, way: _, ...others } = details
  return {
    ...others,
    ...(connection === null && connectionId !== undefined ? { connectionId } : {}),
    ...(typeof reason === 'string'
      ? { reason: type === 'connection.failed' ? explainFailure(reason).admin : reason }
      : {}),
  }
}
