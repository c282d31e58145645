import { ScimError } from './scim-error'

/** Of an object, those of its values with these names. @throws ScimError 400 */
export function partsOf(
  value: unknown,
  names: readonly string[],
  read: (inner: unknown) => unknown,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimError(400, 'Expected an object.', 'invalidValue')
  const given = Object.entries(value).filter(([key, inner]) => names.includes(key) && inner !== null)
  return Object.fromEntries(given.map(([key, inner]) => [key, read(inner)]))
}

/** @throws ScimError 400 */
export function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw new ScimError(400, 'Expected a string.', 'invalidValue')
}

/** `names` are in lower case; names are not case-sensitive (RFC 7643, section 2.1). */
export function namedIn<T>(names: Readonly<Record<string, T>>, name: string): T | undefined {
  const key = name.toLowerCase()
  return Object.hasOwn(names, key) ? names[key] : undefined
}

/** Entra sends "True" and "False". Undefined for what is neither. */
export function flagIn(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  const lower = typeof value === 'string' ? value.toLowerCase() : ''
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined
}

const schemaOfName = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i

/** Of an attribute, which may begin with the schema that has it. */
export function withoutSchema(name: string): string {
  return name.replace(schemaOfName, '')
}

/** By the names in `attributes`. */
export function canonical(
  given: object,
  attributes: Readonly<Record<string, { name: string }>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => {
      const known = namedIn(attributes, key)
      return known ? [[known.name, value as unknown]] : []
    }),
  )
}
