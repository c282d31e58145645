import { z } from 'zod'
import { flagInQuery } from './paging'

/** The named properties, or all others. */
export interface Choice {
  names: readonly string[]
  areIncluded: boolean
}

const property = String.raw`\s*[\w.-]{1,100}\s*`

/** Null for all properties. */
export const fieldsQuery = z
  .object({
    fields: z
      .string()
      .max(1000)
      .regex(
        new RegExp(`^(${property}(,${property})*)?$`),
        'Expected names of properties with commas between them',
      )
      .optional()
      .describe('Names of properties, separated by commas. The response contains only these.'),
    include_fields: flagInQuery
      .optional()
      .describe('Whether to include or exclude the named properties. Defaults to true.'),
  })
  .transform(({ fields = '', include_fields }): Choice | null => {
    if (fields === '') return null
    const names = fields.split(',').map((name) => name.trim().replace(/\..*$/, ''))
    return { names, areIncluded: include_fields !== false }
  })

export function withFields(body: object, choice: Choice): object {
  if (Array.isArray(body)) return body.map((row: unknown) => pick(row, choice))
  const list = Object.entries(body).find(([, value]) => Array.isArray(value))
  return isPage(body) && list
    ? { ...body, [list[0]]: withFields(list[1] as object, choice) }
    : (pick(body, choice) as object)
}

function isPage(body: object): boolean {
  return Object.keys(body).every((key) => pageKeys.has(key) || Array.isArray(Reflect.get(body, key)))
}

/** Of the answer or, if it is a list, of its rows. */
export function propertiesOf(answer: z.ZodType): string[] {
  if (!(answer instanceof z.ZodObject)) return []
  const shape = new Map<string, unknown>(Object.entries(answer.shape))
  const rows = [...shape.values()].find((property) => property instanceof z.ZodArray)
  const isList = [...shape].every(([key, property]) => pageKeys.has(key) || property instanceof z.ZodArray)
  return isList && rows?.element instanceof z.ZodObject
    ? Object.keys(rows.element.shape)
    : Object.keys(answer.shape)
}

const pageKeys = new Set(['start', 'limit', 'length', 'total', 'total_is_capped', 'next'])

function pick(row: unknown, { names, areIncluded }: Choice): unknown {
  if (typeof row !== 'object' || row === null) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name) === areIncluded))
}
