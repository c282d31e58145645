import type { LogTerm } from '@/lib/domain/audit/log-event'
import { typesOf } from './log-types'

const shape = /^(\w+):(?:\(([^()]+)\)|([[{]\S+ TO \S+[\]}])|("[^"]+"|[^\s"()[\]{}]+))$/
const mostTerms = 20

const readers: Record<string, (values: string[]) => LogTerm> = {
  type: (values) => ({ about: 'type', ...typesOf(values) }),
  log_id: (among) => ({ about: 'id', among }),
  user_id: (among) => ({ about: 'user', among }),
  user_name: (values) => ({ about: 'email', patterns: values.map(patternOf) }),
  client_id: (among) => ({ about: 'client', among }),
  organization_id: (among) => ({ about: 'organization', among }),
  organization_name: (among) => ({ about: 'slug', among }),
  ip: (among) => ({ about: 'ip', among }),
}

/** Part of Lucene: `f:v`, `f:"v"`, `f:(a OR b)`, `f:a*`, `date:[a TO b]`, AND. Returns a sentence if invalid. */
export function readLogQuery(text: string): LogTerm[] | string {
  const parts = text.trim() === '' ? [] : text.trim().split(/(?<!\s)\s+AND\s+/)
  if (parts.length > mostTerms) return `Expected ${mostTerms} terms at most`
  const terms: LogTerm[] = []
  for (const part of parts) {
    const term = termIn(part)
    if (typeof term === 'string') return term
    terms.push(term)
  }
  return terms
}

function termIn(text: string): LogTerm | string {
  const [, field = '', group, range, value = ''] = shape.exec(text) ?? []
  if (field === 'date') return range === undefined ? 'Expected date:[from TO to]' : dateIn(range)
  const reader = Object.hasOwn(readers, field) ? readers[field] : undefined
  const values = valuesIn(group, value)
  return reader === undefined || range !== undefined || values === null ? noTerm() : reader(values)
}

function valuesIn(group: string | undefined, single: string): string[] | null {
  const values = (group === undefined ? [single] : group.trim().split(/(?<!\s)\s+OR\s+/)).map(unquoted)
  return values.includes(null) ? null : values.filter((one) => one !== null)
}

function unquoted(value: string): string | null {
  return /^(?:"([^"]+)"|[^\s"]+)$/.test(value) ? value.replaceAll('"', '') : null
}

function patternOf(value: string): { text: string; isWhole: boolean } {
  return value.endsWith('*') ? { text: value.slice(0, -1), isWhole: false } : { text: value, isWhole: true }
}

function dateIn(range: string): LogTerm | string {
  const [start = '', end = ''] = range.slice(1, -1).split(' TO ')
  const [from, to] = [momentOf(start, range.startsWith('[')), momentOf(end, range.endsWith(']'))]
  if (from === undefined || to === undefined)
    return 'Expected dates as 2026-01-31 or 2026-01-31T12:00:00Z, or *'
  return { about: 'date', from, to }
}

/** Null for no limit, undefined for an invalid date. */
function momentOf(text: string, isIncluded: boolean): { at: Date; isIncluded: boolean } | null | undefined {
  if (text === '*') return null
  const at = new Date(text)
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) || Number.isNaN(at.getTime())) return undefined
  return { at, isIncluded }
}

function noTerm(): string {
  return `Expected field:value, with AND between several; the fields are ${Object.keys(readers).join(', ')} and date`
}
