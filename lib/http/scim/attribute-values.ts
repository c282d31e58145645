import { ScimError } from './scim-error'

/** An attribute that is stored, or a part of one. */
export interface Attribute {
  name: string
  type: 'text' | 'flag' | 'complex'
  isList: boolean
  /** Of a list: how many elements a request or a user has. */
  most: number
  parts: Attributes
  /** Of a complex one: what a text alone is. */
  short: string | null
  /** A new value keeps nothing of the one before. */
  isWhole: boolean
}

/** By their names in lower case: names are not case-sensitive (RFC 7643, section 2.1). */
export type Attributes = Readonly<Record<string, Attribute>>

type Given = Partial<Omit<Attribute, 'name' | 'parts'>>

export function text(name: string): Attribute {
  return { name, type: 'text', isList: false, most: 100, parts: {}, short: null, isWhole: false }
}

export function flag(name: string): Attribute {
  return { ...text(name), type: 'flag' }
}

export function complex(name: string, parts: readonly Attribute[], given: Given = {}): Attribute {
  return { ...text(name), type: 'complex', parts: named(parts), ...given }
}

export function named(attributes: readonly Attribute[]): Attributes {
  return Object.fromEntries(attributes.map((one) => [one.name.toLowerCase(), one]))
}

export function namedIn<T>(names: Readonly<Record<string, T>>, name: string): T | undefined {
  const key = name.toLowerCase()
  return Object.hasOwn(names, key) ? names[key] : undefined
}

/**
 * The server says these, or they say nothing about what is stored: clients repeat them. Passwords are sent by Okta, and
 * people never sign in with them (docs/directory-sync.md).
 */
const repeated = new Set(['schemas', 'id', 'meta', 'groups', 'password'])

/** @throws ScimError 400 unless it is one of `repeated`, or has no value */
export function assertIgnorable(name: string, value: unknown): void {
  if (repeated.has(name.toLowerCase()) || isEmpty(value)) return
  throw new ScimError(400, `${shortened(name)} is not stored here. /Schemas names what is.`, 'invalidValue')
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.values(value).every(isEmpty)
}

function shortened(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name
}

/** The attributes of a resource that a client sends, by the names that they have here. @throws ScimError 400 */
export function readAttributes(given: object, attributes: Attributes): Record<string, unknown> {
  return entriesOf(given, attributes, withoutSchema)
}

/** As clients write it: an element of a list alone, texts for booleans. @throws ScimError 400 invalidValue */
export function clean(attribute: Attribute, value: unknown): unknown {
  if (!attribute.isList) return cleanOne(attribute, value)
  assertShort(value, attribute.most)
  return Array.isArray(value) ? value.map((one) => cleanOne(attribute, one)) : cleanOne(attribute, value)
}

function cleanOne({ type, parts, short, isWhole }: Attribute, value: unknown): unknown {
  if (type === 'text') return textIn(value)
  if (type === 'flag') return requiredFlag(value)
  if (short !== null && typeof value === 'string') return { [short]: value }
  // Entra sends the manager as a list of one.
  const isListOfOne = isWhole && Array.isArray(value) && value.length === 1
  return entriesOf(objectIn(isListOfOne ? value[0] : value), parts, (name) => name)
}

function objectIn(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new ScimError(400, 'Expected an object.', 'invalidValue')
}

function entriesOf(
  given: object,
  attributes: Attributes,
  localName: (name: string) => string,
): Record<string, unknown> {
  const entries = Object.entries(given).flatMap(([key, value]: [string, unknown]) => {
    const known = namedIn(attributes, localName(key))
    if (known === undefined) assertIgnorable(key, value)
    if (known === undefined || value === null || value === undefined) return []
    return [[known.name, clean(known, value)] as const]
  })
  return Object.fromEntries(entries)
}

/** @throws ScimError 400 */
export function assertShort(list: unknown, most: number): void {
  if (Array.isArray(list) && list.length > most)
    throw new ScimError(400, `At most ${most} of these.`, 'invalidValue')
}

/** @throws ScimError 400 */
export function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  throw new ScimError(400, 'Expected a string.', 'invalidValue')
}

function requiredFlag(value: unknown): boolean {
  const found = flagIn(value)
  if (found === undefined) throw new ScimError(400, 'Expected true or false.', 'invalidValue')
  return found
}

/** Entra sends "True" and "False". Undefined for what is neither. */
export function flagIn(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  const lower = typeof value === 'string' ? value.toLowerCase() : ''
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined
}

export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
/** What the attributes of that schema are parts of, here. */
export const enterprise = 'enterprise'

const core = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i
const extension = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User(?::|\.|$)/i

/** Of an attribute, which may begin with the schema that has it. */
export function withoutSchema(name: string): string {
  // Only the schema's own name is a name of it.
  if (/^enterprise(?![\w-])/i.test(name)) return `:${name}`
  if (!extension.test(name)) return name.replace(core, '')
  const part = name.replace(extension, '')
  return part === '' ? enterprise : `${enterprise}.${part}`
}
