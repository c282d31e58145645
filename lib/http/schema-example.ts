/** The part of JSON Schema that the schemas here use. */
interface Schema {
  type?: string | string[]
  example?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  prefixItems?: Schema[]
  items?: Schema
  maxItems?: number
}

/** Combines the examples of the parts. Undefined if a required part has none. */
export function exampleOf(schema: Schema): unknown {
  const given = [schema.example, schema.const, schema.enum?.[0]].find((one) => one !== undefined)
  if (given !== undefined) return given
  if (schema.anyOf) return schema.anyOf.map(exampleOf).find((one) => one !== undefined)
  return ofType[String(schema.type)]?.(schema)
}

const ofType: Record<string, (schema: Schema) => unknown> = {
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
