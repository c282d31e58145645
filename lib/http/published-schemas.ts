import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { namedSchemas } from './auth0/schema-names'

export type Json = Record<string, unknown>

const schemasPrefix = '#/components/schemas/'
const definitions = z.record(z.string(), z.record(z.string(), z.unknown()))

/** A named schema is under `components`, and referenced where it is used. */
export class PublishedSchemas {
  readonly components: Record<string, Json>

  constructor(others: Record<string, Json>) {
    this.components = { ...others }
  }

  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const options = { io, unrepresentable: 'any', metadata: namedSchemas } as const
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, options)
    for (const [name, { id: __, ...named }] of Object.entries(definitions.parse($defs)))
      this.add(name, relocated(named))
    return relocated(json)
  }

  withExample(schema: Json): Json {
    const example = exampleOf(this.inlined(schema))
    return example === undefined ? { schema } : { schema, example }
  }

  private add(name: string, schema: Json): void {
    const known = this.components[name]
    if (known && !isDeepStrictEqual(known, schema)) throw new Error(`Two schemas are called ${name}.`)
    this.components[name] = schema
  }

  private inlined(value: Json): Json
  private inlined(value: unknown): unknown
  private inlined(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one: unknown) => this.inlined(one))
    if (typeof value !== 'object' || value === null) return value
    const parts = Object.entries(value).map(([name, part]): [string, unknown] => [name, this.inlined(part)])
    const { $ref: reference, ...own } = Object.fromEntries(parts)
    if (typeof reference !== 'string') return own
    return { ...this.inlined(this.components[reference.slice(schemasPrefix.length)] ?? {}), ...own }
  }
}

function relocated(json: Json): Json {
  return z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(JSON.stringify(json).replaceAll('"$ref":"#/$defs/', `"$ref":"${schemasPrefix}`)))
}

/** The part of JSON Schema that the schemas here use. */
interface JsonSchema {
  type?: string | string[]
  example?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  prefixItems?: JsonSchema[]
  items?: JsonSchema
  maxItems?: number
}

/** Combines the examples of the parts. Undefined if a required part has none. */
function exampleOf(schema: JsonSchema): unknown {
  const given = [schema.example, schema.const, schema.enum?.[0]].find((one) => one !== undefined)
  if (given !== undefined) return given
  if (schema.anyOf) return schema.anyOf.map(exampleOf).find((one) => one !== undefined)
  return ofType[String(schema.type)]?.(schema)
}

const ofType: Record<string, (schema: JsonSchema) => unknown> = {
  boolean: () => false,
  null: () => null,
  array({ prefixItems, items, maxItems }) {
    if (maxItems === 0) return []
    return wholeOr(prefixItems ? prefixItems.map(exampleOf) : [items && exampleOf(items)])
  },
  object({ properties = {}, required = [] }) {
    const shown = Object.entries(properties).filter(
      ([name, part]) => required.includes(name) || isGiven(part),
    )
    const parts = shown.map(([name, part]) => [name, exampleOf(part)] as const)
    return wholeOr(parts.map(([, part]) => part)) && Object.fromEntries(parts)
  },
}

function wholeOr(parts: unknown[]): unknown[] | undefined {
  return parts.includes(undefined) ? undefined : parts
}

function isGiven(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  return 'example' in part || Object.values(part).some(isGiven)
}
