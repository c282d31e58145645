import { ScimError } from './scim-error'

/** Of an object, those of its values with these names. @throws ScimError 400 */
export function partsOf(
  value: unknown,
  names: readonly string[],
  read: (inner: unknown) => unknown,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimError(400, 'This is an object.', 'invalidValue')
  const given = Object.entries(value).filter(([key, inner]) => names.includes(key) && inner !== null)
  return Object.fromEntries(given.map(([key, inner]) => [key, read(inner)]))
}

/** @throws ScimError 400 */
export function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw new ScimError(400, 'This is a text.', 'invalidValue')
}

/** By the names in `attributes`; names are not case-sensitive (RFC 7643, section 2.1). */
export function canonical(
  given: object,
  attributes: Readonly<Record<string, { name: string }>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => {
      const name = key.toLowerCase()
      const known = Object.hasOwn(attributes, name) ? attributes[name] : undefined
      return known ? [[known.name, value as unknown]] : []
    }),
  )
}
