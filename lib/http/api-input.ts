import type { z } from 'zod'
import { coerceFormValues, parseForm } from './form-body'
import { hasMoreParts } from './json-parts'
import type { PathParameters } from './router'
import { ApiProblem, invalidInput } from './auth0/problem'

const maxDepth = 20
/** Twenty for each of 1,000 invitations: to parse and check more would block the event loop. */
const maxParts = 20_000

/** @throws ApiProblem 400 for a parameter that does not decode */
export function pathParameters(given: PathParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const text = decodedOnce(value)
      if (text === null || !isStorable(text))
        throw invalidInput('path', 'Text without NUL and in whole characters', [name])
      return [name, text]
    }),
  )
}

function decodedOnce(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}

/** A name that repeats, or ends in [], is a list. @throws ApiProblem 400 */
export function queryOf(request: Request): Record<string, string | string[]> {
  const given = new Map<string, string | string[]>()
  for (const [key, value] of new URL(request.url).searchParams) {
    if (!isStorable(key) || !isStorable(value)) throw unstorable('query')
    const name = key.replace(/\[\]$/, '')
    const before = given.get(name)
    if (Array.isArray(before)) before.push(value)
    else if (before !== undefined) given.set(name, [before, value])
    else given.set(name, name === key ? value : [value])
  }
  given.delete('__proto__')
  return Object.fromEntries(given)
}

/** JSON, or a form read by `schema`; an empty body is {}. @throws ApiProblem 400 if invalid, 413 if too large */
export async function bodyOf(request: Request, schema: z.ZodType, capInBytes: number): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > capInBytes) throw tooLarge(capInBytes)
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > capInBytes) throw tooLarge(capInBytes)
  if (bytes.byteLength === 0) return {}
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  const text = decoded(bytes)
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  const given = isForm ? parseForm(text) : parsed(text)
  if (!isStorable(given)) throw unstorable('body')
  return isForm ? coerceFormValues(given, schema) : given
}

function parsed(text: string): unknown {
  if (hasMoreParts(text, maxParts))
    throw invalidInput('body', `A body can have at most ${maxParts} objects, lists and properties`)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalidInput('body', 'This is not JSON')
  }
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalidInput('body', 'This is not UTF-8')
  }
}

/** PostgreSQL cannot store NUL or half a surrogate pair. Also limits the depth and rejects `__proto__`. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth >= maxDepth) return false
  return Object.entries(value).every(
    ([key, inner]) => key !== '__proto__' && isStorable(key) && isStorable(inner, depth + 1),
  )
}

function unstorable(part: 'query' | 'body'): ApiProblem {
  return invalidInput(part, `Text without NUL and in whole characters, nested at most ${maxDepth} deep`)
}

function tooLarge(capInBytes: number): ApiProblem {
  return new ApiProblem(413, `The body is larger than ${Math.floor(capInBytes / 1024)} KB.`, {
    errorCode: 'payload_too_large',
  })
}
