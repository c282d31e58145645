import type { z } from 'zod'
import { invalidInput, type ApiProblem } from './auth0/problem'
import { jsonPointer } from './auth0/json-pointer'

/** Ten for each of 1,000 invitations: more would block the event loop. */
const mostFields = 10_000

/** `a[b]=c` is an object; `a[]=b`, `a[0]=b` and repeated names are lists. @throws ApiProblem 400 */
export function parseForm(text: string): unknown {
  if (text.split('&').length > mostFields)
    throw invalidInput('body', `A form can have at most ${mostFields} fields`)
  const fields: Record<string, unknown> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const path = key.split(/[[\]]+/).filter((part) => part !== '')
    if (path.length === 0 || path.length > 5 || path.some((part) => part === '__proto__'))
      throw invalidInput('body', 'Unknown field', [key])
    assignField(fields, path, { value, isList: key.endsWith('[]') })
  }
  return withLists(fields)
}

function assignField(
  into: Record<string, unknown>,
  [name = '', ...rest]: string[],
  field: { value: string; isList: boolean },
): void {
  const there = Object.hasOwn(into, name) ? into[name] : undefined
  if (rest.length > 0) {
    const inner = there ?? {}
    if (!isObject(inner)) throw bothWays(name)
    into[name] = inner
    assignField(inner, rest, field)
  } else if (Array.isArray(there)) there.push(field.value)
  else if (isObject(there)) throw bothWays(name)
  else if (there !== undefined) into[name] = [there, field.value]
  else into[name] = field.isList ? [field.value] : field.value
}

function bothWays(name: string): ApiProblem {
  return invalidInput('body', 'Expected one value or fields of its own, and not both', [name])
}

/** An object whose names count from 0 is a list. */
function withLists(value: unknown): unknown {
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, withLists(inner)])
  const isList = entries.length > 0 && entries.every(([name], place) => name === String(place))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

/** A form has only text: numbers and booleans are read where the schema has them. */
export function coerceFormValues(form: unknown, schema: z.ZodType): unknown {
  const { error } = schema.safeParse(form)
  if (!error) return form
  const meant = structuredClone(form)
  for (const issue of error.issues.flatMap(each)) {
    const name = issue.path.at(-1)
    const holder = jsonPointer(meant, issue.path.slice(0, -1))
    const other = meaningOf(jsonPointer(meant, issue.path))
    if (name !== undefined && typeof holder === 'object' && holder !== null && isExpected(other, issue))
      Reflect.set(holder, name, other)
  }
  return meant
}

function meaningOf(value: unknown): number | boolean | undefined {
  if (value === 'true' || value === 'false') return value === 'true'
  return typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : undefined
}

type Issue = z.core.$ZodIssue

/** Includes the issues of each union member. */
function each(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  return issue.errors.flat().flatMap((one) => each({ ...one, path: [...issue.path, ...one.path] }))
}

function isExpected(value: number | boolean | undefined, issue: Issue): boolean {
  if (value === undefined) return false
  if (issue.code === 'invalid_value') return issue.values.some((one) => one === value)
  return issue.code === 'invalid_type' && issue.expected === typeof value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
