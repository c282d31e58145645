import { ScimError as PatchError, scimPatch, type ScimPatchOperation, type ScimResource } from 'scim-patch'
import { z } from 'zod'
import {
  assertIgnorable,
  assertShort,
  type Attribute,
  type Attributes,
  clean,
  namedIn,
  withoutSchema,
} from './attribute-values'
import { messages, ScimError } from './scim-error'

const mostOperations = 1000
const mostValues = 10_000

const body = z.object({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(`${messages}:PatchOp`)),
  Operations: z
    .array(
      z.object({
        op: z.string().max(10),
        path: z.string().optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(mostOperations),
})

export interface Operation {
  op: 'add' | 'remove' | 'replace'
  /** Of the attribute or its part. */
  name: string
  /** As the library takes it. */
  path: string
  /** What a filter in the path compares with, as JSON; null without a filter. */
  selected: string | null
  value?: unknown
}

interface Requested {
  op: Operation['op']
  path: string
  value: unknown
}

/**
 * RFC 7644, section 3.5.2, and what Entra and Okta send instead: names of operations with a capital letter, an object
 * of attributes or paths without a path, texts for booleans. Read before the organization is locked.
 * @throws ScimError 400
 */
export function readOperations(given: unknown, attributes: Attributes): Operation[] {
  const { data } = body.safeParse(given)
  if (!data) throw new ScimError(400, 'The body is not a PatchOp message.', 'invalidSyntax')
  const requested = data.Operations.flatMap(({ op, path, value }) =>
    expanded({ op: operationNamed(op), path, value }),
  )
  const values = requested.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 1), 0)
  if (requested.length > mostOperations || values > mostValues)
    throw new ScimError(400, 'A PATCH has at most 1,000 operations and 10,000 values.', 'invalidSyntax')
  return requested.flatMap((one) => cleaned(one, attributes))
}

/** The library gets only paths and values that readOperations() made. @throws ScimError 400 */
export function patched<R extends object>(
  resource: R,
  operations: readonly Operation[],
  lists: readonly Attribute[],
): R {
  let copy = structuredClone(resource) as R & ScimResource & Record<string, unknown>
  for (const { op, path, value } of structuredClone(operations)) {
    // The library refuses a filter on a list that is missing.
    for (const { name } of lists) Object.assign(copy, { [name]: copy[name] ?? [] })
    copy = applied(copy, { op, path, value })
    for (const { name, most } of lists) assertShort(copy[name], most)
  }
  return copy
}

function applied<R extends ScimResource>(resource: R, operation: ScimPatchOperation): R {
  try {
    return scimPatch(resource, [operation], { mutateDocument: true, treatMissingAsAdd: true })
  } catch (error) {
    throw error instanceof PatchError ? error : unsupported()
  }
}

function operationNamed(op: string): Operation['op'] {
  const name = op.toLowerCase()
  if (name === 'add' || name === 'remove' || name === 'replace') return name
  throw new ScimError(400, 'An operation is add, remove or replace.', 'invalidSyntax')
}

function expanded({ op, path, value }: Omit<Requested, 'path'> & { path: string | undefined }): Requested[] {
  if (path !== undefined && path !== '') return [{ op, path, value }]
  if (op === 'remove') throw new ScimError(400, 'What is removed needs a path.', 'noTarget')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimError(400, 'Without a path, the value is an object of attributes.', 'invalidValue')
  return Object.entries(value).map(([key, inner]) => ({ op, path: key, value: inner as unknown }))
}

const shape = /^([\w$-]+)(?:\[([^\]]{1,300})\])?((?:\.[\w$-]+){0,2})$/
// The library takes brackets in a text for those of the path.
const condition = /^\s*(\w+)\s+eq\s+("[^"\\:[\]\p{Cc}]{0,254}"|true|false)\s*$/iu

const longestPath = 500

/** Nothing for an attribute that clients only repeat. @throws ScimError 400 */
function cleaned({ op, path, value }: Requested, attributes: Attributes): Operation[] {
  if (path.length > longestPath) throw unsupported()
  const target = targetOf(path, attributes)
  if (target === null) {
    if (op !== 'remove') assertIgnorable(path.trim(), value)
    return []
  }
  const { attribute, ...found } = target
  if (value === null || value === undefined) return [{ ...found, op: 'remove' }]
  const operation = { ...found, op, value: clean(attribute, value) }
  return attribute.isWhole && op !== 'remove' ? [{ ...found, op: 'remove' }, operation] : [operation]
}

type Target = Pick<Operation, 'name' | 'path' | 'selected'> & { attribute: Attribute }

/** Null for an attribute that is not stored. @throws ScimError 400 */
function targetOf(path: string, attributes: Attributes): Target | null {
  const plain = withoutSchema(path.trim())
  if (plain.includes(':') && !plain.includes('[')) return null
  const [, first, filter, below = ''] = shape.exec(plain) ?? []
  if (first === undefined) throw unsupported()
  const found = foundBy([first, ...below.split('.').slice(1)], attributes)
  const [list, attribute] = [found[0], found.at(-1)]
  if (!list || !attribute) return null
  const suffix = found
    .slice(1)
    .map(({ name }) => `.${name}`)
    .join('')
  const name = `${list.name}${suffix}`
  if (filter === undefined) return { name, path: name, selected: null, attribute }
  const { part, selected } = filterOf(filter, list.parts)
  // What a filter selects is one element.
  const one = found.length === 1 ? { ...attribute, isList: false } : attribute
  return { name, path: `${list.name}[${part} eq ${selected}]${suffix}`, selected, attribute: one }
}

/** The attribute and the parts that the names lead to; empty where one is unknown. */
function foundBy(names: readonly string[], attributes: Attributes): Attribute[] {
  const [name, ...others] = names
  const attribute = name === undefined ? undefined : namedIn(attributes, name)
  if (attribute === undefined) return []
  const within = foundBy(others, attribute.parts)
  return others.length > 0 && within.length === 0 ? [] : [attribute, ...within]
}

function filterOf(filter: string, parts: Attributes): { part: string; selected: string } {
  const [, name = '', value = ''] = condition.exec(filter) ?? []
  const part = namedIn(parts, name)
  if (part === undefined) throw unsupported()
  return { part: part.name, selected: value }
}

export function unsupported(): ScimError {
  return new ScimError(400, 'This path is not supported.', 'invalidPath')
}
