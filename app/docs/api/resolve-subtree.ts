type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * Swagger UI’s `fn.resolveSubtree`: what is at `path` of an OpenAPI document, with its local references (RFC 6901)
 * replaced by what they name. Its own reads the whole document anew for each operation, which blocks the page for seconds.
 */
export function resolveSubtree(document: Json, path: readonly string[]): { spec: Json; errors: never[] } {
  return { spec: resolve(document, valueAt(document, path), []), errors: [] }
}

/** `within`: the references that lead here. One of them is left as it is, since it would have no end. */
function resolve(document: Json, value: Json, within: readonly string[]): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => resolve(document, item, within))
  const { $ref: reference, ...rest } = value
  if (typeof reference !== 'string')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(document, item, within)]),
    )
  if (within.includes(reference)) return value
  const named = resolve(document, valueAt(document, segmentsOf(reference)), [...within, reference])
  const more = resolve(document, rest, within)
  return isObject(named) && isObject(more) ? { ...named, ...more } : named
}

function segmentsOf(reference: string): string[] {
  const segments = reference.replace(/^#\//, '').split('/')
  return segments.map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Null: there is nothing. */
function valueAt(document: Json, path: readonly string[]): Json {
  return path.reduce<Json>((value, key) => (isObject(value) ? (value[key] ?? null) : null), document)
}

function isObject(value: Json): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
