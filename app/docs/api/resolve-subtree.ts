import { jsonPointer } from '@/lib/http/auth0/json-pointer'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * Swagger UI’s `fn.resolveSubtree`: what is at `path` of an OpenAPI document, with its local references (RFC 6901)
 * replaced by what they name, and `$$ref`, by which Swagger UI shows the name. Swagger UI’s own function reads the whole
 * document for each operation, which blocks the page for seconds.
 */
export function resolveSubtree(document: Json, path: readonly string[]): { spec: Json; errors: never[] } {
  return { spec: resolve(document, valueAt(document, path) ?? null, []), errors: [] }
}

/** `within`: the references that are being replaced. A reference to one of them stays, since its schema contains itself. */
function resolve(document: Json, value: Json, within: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item) => resolve(document, item, within))
  if (!isObject(value)) return value
  const { $ref: reference, ...rest } = value
  if (typeof reference !== 'string') return resolveProperties(document, value, within)
  const target = within.includes(reference) ? undefined : targetOf(document, reference)
  if (target === undefined) return value
  const named = resolve(document, target, [...within, reference])
  const siblings = resolveProperties(document, rest, within)
  return isObject(named) ? { ...named, ...siblings, $$ref: reference } : named
}

function resolveProperties(
  document: Json,
  value: { [key: string]: Json },
  within: readonly string[],
): { [key: string]: Json } {
  const resolved = Object.entries(value).map(([key, item]) => [key, resolve(document, item, within)])
  return Object.fromEntries(resolved) as { [key: string]: Json }
}

/** Undefined for one that is not local, or names nothing. */
function targetOf(document: Json, reference: string): Json | undefined {
  const pointer = reference.startsWith('#/') ? decoded(reference.slice(2)) : undefined
  const segments = pointer?.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
  return segments && valueAt(document, segments)
}

/** Undefined for escapes that encode no characters. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function valueAt(document: Json, path: readonly string[]): Json | undefined {
  return jsonPointer(document, path) as Json | undefined
}

function isObject(value: Json): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
