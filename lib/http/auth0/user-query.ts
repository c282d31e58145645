import type { TextField, UserMatch } from '@/lib/domain/users/list-users'
import { invalidInput, type ApiProblem } from './problem'

/** Part of Lucene: fields, words, `"exact"`, `begins*`, AND (the default), OR, NOT, (). @throws ApiProblem 400 */
export function userQuery(text: string): UserMatch {
  const tokens = tokensOf(text)
  const reader = { tokens, at: 0, depth: 0 }
  if (tokens.length === 0) return allUsers
  const match = parseOr(reader)
  if (reader.at < tokens.length) throw unknown(tokens[reader.at])
  return match
}

export const allUsers: UserMatch = { of: 'all', matches: [] }

interface Reader {
  tokens: readonly string[]
  at: number
  depth: number
}

const maxTokens = 100
const maxDepth = 10
const token = /\s*(\(|\)|(?:[\w.]+:)?(?:"(?:[^"\\]|\\.)*"|(?:[^\s()"\\]|\\.)+))/y

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  const trimmed = text.trim()
  token.lastIndex = 0
  while (token.lastIndex < trimmed.length) {
    const from = token.lastIndex
    const [, found] = token.exec(trimmed) ?? []
    if (found === undefined || tokens.length >= maxTokens) throw unknown(trimmed.slice(from, from + 40))
    tokens.push(found)
  }
  return tokens
}

function parseOr(reader: Reader): UserMatch {
  const matches = [parseAnd(reader)]
  while (accept(reader, 'OR')) matches.push(parseAnd(reader))
  return single(matches) ?? { of: 'any', matches }
}

function parseAnd(reader: Reader): UserMatch {
  const matches = [parseNot(reader)]
  while (accept(reader, 'AND') || continues(reader)) matches.push(parseNot(reader))
  return single(matches) ?? { of: 'all', matches }
}

function parseNot(reader: Reader): UserMatch {
  if (accept(reader, 'NOT')) return { of: 'not', match: parseNot(reader) }
  if (accept(reader, '(')) {
    if (++reader.depth > maxDepth) throw unknown('(')
    const match = parseOr(reader)
    if (!accept(reader, ')')) throw unknown(reader.tokens[reader.at])
    reader.depth--
    return match
  }
  const next = reader.tokens[reader.at++]
  if (next === undefined || words.has(next)) throw unknown(next)
  return next.length > 1 && next.startsWith('-') ? { of: 'not', match: termOf(next.slice(1)) } : termOf(next)
}

const words = new Set(['AND', 'OR', 'NOT', '(', ')'])

function accept(reader: Reader, word: string): boolean {
  if (reader.tokens[reader.at] !== word) return false
  reader.at++
  return true
}

function continues({ tokens, at }: Reader): boolean {
  const next = tokens[at]
  return next !== undefined && next !== 'OR' && next !== ')'
}

function single(matches: readonly UserMatch[]): UserMatch | undefined {
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
  const flag = flags.find((known) => known === name)
  if (flag !== undefined && (value === 'true' || value === 'false')) return { of: flag, is: value === 'true' }
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!field) throw unknown(term)
  return termWith(term, field, value)
}

function termWith(term: string, { exact, begins }: Field, value: string): UserMatch {
  if (value.startsWith('"')) return { of: exact, is: unescaped(value.slice(1, -1)) }
  if (/^(?:[^*?\\]|\\.)+\*$/.test(value) && begins !== undefined)
    return { of: begins, is: unescaped(value.slice(0, -1)) }
  if (value === '' || /[*?~^[\]{}<>=:]/.test(value.replace(/\\./g, ''))) throw unknown(term)
  return { of: exact, is: unescaped(value) }
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/gs, '$1')
}

function unknown(what = 'its end'): ApiProblem {
  return invalidInput(
    'query',
    `Cannot read ${what}. Known are email, name (each "exact" or begins*), user_id, organization_id, identities.connection, blocked, email_verified, and words alone, with AND, OR, NOT and parentheses`,
    ['q'],
  )
}
