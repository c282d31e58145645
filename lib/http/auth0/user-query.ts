import type { TextField, UserMatch } from '@/lib/domain/users/list-users'
import { invalidInput, type ApiProblem } from './problem'

/** Part of Lucene: fields, words, `"exact"`, `begins*`, AND (the default), OR, NOT, (). @throws ApiProblem 400 */
export function userQuery(text: string): UserMatch {
  const tokens = tokensOf(text)
  const reader = { tokens, at: 0, depth: 0 }
  if (tokens.length === 0) return everybody
  const match = either(reader)
  if (reader.at < tokens.length) throw unknown(tokens[reader.at])
  return match
}

export const everybody: UserMatch = { of: 'all', matches: [] }

interface Reader {
  tokens: readonly string[]
  at: number
  depth: number
}

const mostTokens = 100
const deepest = 10
const token = /\s*(\(|\)|(?:[\w.]+:)?(?:"(?:[^"\\]|\\.)*"|(?:[^\s()"\\]|\\.)+))/y

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  const trimmed = text.trim()
  token.lastIndex = 0
  while (token.lastIndex < trimmed.length) {
    const from = token.lastIndex
    const [, found] = token.exec(trimmed) ?? []
    if (found === undefined || tokens.length >= mostTokens) throw unknown(trimmed.slice(from, from + 40))
    tokens.push(found)
  }
  return tokens
}

function either(reader: Reader): UserMatch {
  const matches = [both(reader)]
  while (taken(reader, 'OR')) matches.push(both(reader))
  return only(matches) ?? { of: 'any', matches }
}

function both(reader: Reader): UserMatch {
  const matches = [one(reader)]
  while (taken(reader, 'AND') || goesOn(reader)) matches.push(one(reader))
  return only(matches) ?? { of: 'all', matches }
}

function one(reader: Reader): UserMatch {
  if (taken(reader, 'NOT')) return { of: 'not', match: one(reader) }
  if (taken(reader, '(')) {
    if (++reader.depth > deepest) throw unknown('(')
    const match = either(reader)
    if (!taken(reader, ')')) throw unknown(reader.tokens[reader.at])
    reader.depth--
    return match
  }
  const next = reader.tokens[reader.at++]
  if (next === undefined || words.has(next)) throw unknown(next)
  return next.length > 1 && next.startsWith('-') ? { of: 'not', match: termOf(next.slice(1)) } : termOf(next)
}

const words = new Set(['AND', 'OR', 'NOT', '(', ')'])

function taken(reader: Reader, input: string): boolean {
  if (reader.tokens[reader.at] !== input) return false
  reader.at++
  return true
}

function goesOn({ tokens, at }: Reader): boolean {
  const next = tokens[at]
  return next !== undefined && next !== 'OR' && next !== ')'
}

function only(matches: readonly UserMatch[]): UserMatch | undefined {
  return matches.length === 1 ? matches[0] : undefined
}

interface Field {
  exact: TextField
  begins?: TextField
}

const fields: Record<string, Field> = {
  user_id: { exact: 'id' },
  email: { exact: 'email', begins: 'emailBegins' },
  name: { exact: 'name', begins: 'nameBegins' },
  organization_id: { exact: 'organization' },
  'identities.connection': { exact: 'connection' },
  '': { exact: 'word', begins: 'wordBegins' },
}
const flags = ['blocked', 'email_verified'] as const

function termOf(term: string): UserMatch {
  const [, name = '', value = ''] = /^(?:([\w.]+):)?(.*)$/s.exec(term) ?? []
  const flag = flags.find((one) => one === name)
  if (flag !== undefined && (value === 'true' || value === 'false')) return { of: flag, is: value === 'true' }
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!field) throw unknown(term)
  return valued(term, field, value)
}

function valued(term: string, { exact, begins }: Field, value: string): UserMatch {
  if (value.startsWith('"')) return { of: exact, is: plain(value.slice(1, -1)) }
  if (/^(?:[^*?\\]|\\.)+\*$/.test(value) && begins !== undefined)
    return { of: begins, is: plain(value.slice(0, -1)) }
  if (value === '' || /[*?~^[\]{}<>=:]/.test(value.replace(/\\./g, ''))) throw unknown(term)
  return { of: exact, is: plain(value) }
}

function plain(value: string): string {
  return value.replace(/\\(.)/gs, '$1')
}

function unknown(what = 'its end'): ApiProblem {
  return invalidInput(
    'query',
    `Cannot read ${what}. Known are email, name (each "exact" or begins*), user_id, organization_id, identities.connection, blocked, email_verified, and words alone, with AND, OR, NOT and parentheses`,
    ['q'],
  )
}
