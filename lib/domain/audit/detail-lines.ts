import { explainFailure } from '../connections/connection-failures'
import type { ListedEvent } from './listed-event'

interface DetailLine {
  label: string
  value: string
}

/** An event’s details as lines of text: `displayName` before and after become “Display name: Acme → Apex”. */
export function detailLines(details: unknown): DetailLine[] {
  if (!isRecord(details)) return []
  const { before, after, ...others } = details
  return [
    ...changes(before, after),
    ...Object.entries(others).map(([key, value]) => ({ label: words(key), value: text(value) })),
  ]
}

function changes(before: unknown, after: unknown): DetailLine[] {
  if (before === undefined && after === undefined) return []
  if (!isRecord(before ?? {}) || !isRecord(after ?? {})) return lines('Change', before, after)
  const [old, next] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((key) =>
    lines(words(key), old[key], next[key]),
  )
}

function lines(label: string, before: unknown, after: unknown): DetailLine[] {
  if (before === undefined) return [{ label, value: text(after) }]
  if (isLong(before) || isLong(after)) return listLines(label, asList(before), asList(after))
  return [{ label, value: `${text(before)} → ${after === undefined ? 'gone' : text(after)}` }]
}

/** Of long lists only what was added and what was removed. */
function listLines(label: string, before: string[], after: string[]): DetailLine[] {
  const added = after.filter((item) => !before.includes(item))
  const removed = before.filter((item) => !after.includes(item))
  return [
    ...(added.length === 0 ? [] : [{ label: `${label} added`, value: added.join(', ') }]),
    ...(removed.length === 0 ? [] : [{ label: `${label} removed`, value: removed.join(', ') }]),
  ]
}

function isLong(value: unknown): boolean {
  return Array.isArray(value) && value.length > 3
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : []
}

function text(value: unknown): string {
  if (isEmpty(value)) return 'none'
  if (Array.isArray(value)) return value.map(text).join(', ')
  if (isRecord(value)) return recordText(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? (dateIn(value) ?? value) : JSON.stringify(value)
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function recordText(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([key, part]) => `${words(key).toLowerCase()} ${text(part)}`)
    .join(', ')
}

function dateIn(value: string): string | null {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? `${value.slice(0, 16).replace('T', ' ')} UTC` : null
}

export function words(key: string): string {
  const spaced = key
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

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
