export interface DetailLine {
  label: string
  value: string
}

/** An event’s details as lines to read: `displayName` before and after become “Display name: Acme → Apex”. */
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
  if (!isRecord(before ?? {}) || !isRecord(after ?? {})) return [line('Change', before, after)]
  const [old, next] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].map((key) =>
    line(words(key), old[key], next[key]),
  )
}

function line(label: string, before: unknown, after: unknown): DetailLine {
  if (before === undefined) return { label, value: text(after) }
  return { label, value: `${text(before)} → ${after === undefined ? 'gone' : text(after)}` }
}

function text(value: unknown): string {
  if (value === null || value === '' || value === undefined) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(text).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** `displayName` and `display_name` are both “Display name”. */
function words(key: string): string {
  const spaced = key
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
