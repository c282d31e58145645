import { z } from 'zod'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  example?: unknown
  examples?: unknown[]
  format?: string
  minLength?: number
  minimum?: number
  minItems?: number
  additionalProperties?: unknown
}

/** Known values by the name of the property, instead of made ones. */
export type Names = Readonly<Record<string, unknown>>

/** A body that its schema takes, or null where none could be made. @param names what stands for an id, by property */
export function sampleOf(schema: z.ZodType, names: Names, { whole = false } = {}): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  const made = valueOf(json, names, { name: '', whole })
  return schema.safeParse(made).success ? made : null
}

interface PropertyOptions {
  name: string
  /** With what is optional too. */
  whole: boolean
}

function valueOf(schema: Schema, names: Names, options: PropertyOptions): unknown {
  if (options.name in names) return names[options.name]
  const given = [schema.const, schema.enum?.[0], schema.example, schema.examples?.[0]]
  const said = given.find((value) => value !== undefined)
  if (said !== undefined) return said
  const [one] = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((choices) => choices ?? [])
  if (one) return valueOf(one, names, options)
  const [type = ''] = [schema.type].flat()
  return made[type]?.(schema, names, options) ?? null
}

const made: Record<string, (schema: Schema, names: Names, options: PropertyOptions) => unknown> = {
  string: ({ format, minLength = 0 }, _, { name }) => textOf(name, format).padEnd(minLength, 'x'),
  integer: ({ minimum = 1 }) => Math.max(1, minimum),
  number: ({ minimum = 1 }) => Math.max(1, minimum),
  boolean: () => true,
  null: () => null,
  array: ({ items, minItems = 1 }, names, options) =>
    items
      ? Array.from({ length: Math.max(1, minItems) }, () => valueOf(items, names, { ...options, name: '' }))
      : [],
  object: ({ properties = {}, required = [] }, names, { whole }) =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => whole || required.includes(name))
        .map(([name, inner]) => [name, valueOf(inner, names, { name, whole })]),
    ),
}

function textOf(name: string, format: string | undefined): string {
  if (format === 'email' || /email/.test(name)) return 'someone@tenant.test'
  if (format === 'uri' || /(url|uri|callback)s?$/.test(name)) return 'https://tenant.test/'
  if (name === 'domain') return 'domain.tenant.test'
  return 'name'
}
