import { z } from 'zod'
import { invalidInput } from './problem'

/** Auth0’s choice of properties, for lists and for one thing; the adapter applies it. */
export const fieldsQuery = {
  fields: z.string().max(1000).optional().describe('Names of properties, with commas between them.'),
  include_fields: z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether these properties are meant, or all others. Those named, unless said.'),
}

/** The answer with the properties that were asked for, of each row where it is a list. */
export function withFields(body: object, query: { fields?: unknown; include_fields?: unknown }): object {
  if (typeof query.fields !== 'string' || query.fields === '') return body
  const names = query.fields.split(',').map((name) => name.trim())
  if (names.some((name) => !/^[\w.-]{1,100}$/.test(name)))
    throw invalidInput('query', 'Expected names of properties with commas between them', ['fields'])
  const choice = {
    names: new Set(names.map((name) => name.split('.')[0])),
    isMeant: query.include_fields !== 'false',
  }
  if (Array.isArray(body)) return body.map((row: unknown) => chosen(row, choice))
  const list = Object.entries(body).find(([, value]) => Array.isArray(value))
  return isPage(body) && list
    ? { ...body, [list[0]]: withFields(list[1] as object, query) }
    : (chosen(body, choice) as object)
}

function isPage(body: object): boolean {
  return Object.keys(body).every((key) => pageKeys.has(key) || Array.isArray(Reflect.get(body, key)))
}

const pageKeys = new Set(['start', 'limit', 'length', 'total', 'next'])

function chosen(
  row: unknown,
  { names, isMeant }: { names: Set<string | undefined>; isMeant: boolean },
): unknown {
  if (typeof row !== 'object' || row === null) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name) === isMeant))
}
