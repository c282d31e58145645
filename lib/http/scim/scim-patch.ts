import { ScimError as PatchError, scimPatch, type ScimPatchOperation, type ScimResource } from 'scim-patch'
import { z } from 'zod'
import { flagIn, namedIn, withoutSchema } from './attribute-values'
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

/** Which attributes a resource has, by their names in lower case; others are ignored. */
export interface Patchable {
  /** With their sub-attributes; empty for a simple one. */
  attributes: Readonly<Record<string, { name: string; parts: Readonly<Record<string, string>> }>>
  /** Of one attribute or part, as clients write it. @throws ScimError 400 invalidValue */
  clean: (name: string, value: unknown) => unknown
}

export interface Operation {
  op: 'add' | 'remove' | 'replace'
  /** Of the attribute or its part, as clean() gets it. */
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
export function readOperations(given: unknown, patchable: Patchable): Operation[] {
  const { data } = body.safeParse(given)
  if (!data) throw new ScimError(400, 'The body is not a PatchOp message.', 'invalidSyntax')
  const requested = data.Operations.flatMap(({ op, path, value }) =>
    expanded({ op: operationNamed(op), path, value }),
  )
  const values = requested.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 1), 0)
  if (requested.length > mostOperations || values > mostValues)
    throw new ScimError(400, 'A PATCH has at most 1,000 operations and 10,000 values.', 'invalidSyntax')
  return requested.flatMap((one) => cleaned(one, patchable))
}

/** The library gets only paths and values that readOperations() made. @throws ScimError 400 */
export function patched<R extends object>(
  resource: R,
  operations: readonly Operation[],
  lists: readonly string[],
): R {
  let copy = structuredClone(resource) as R & ScimResource & Record<string, unknown>
  for (const { op, path, value } of structuredClone(operations)) {
    // The library refuses a filter on a list that is missing.
    for (const list of lists) Object.assign(copy, { [list]: copy[list] ?? [] })
    copy = applied(copy, { op, path, value })
    for (const list of lists) assertShort(copy[list])
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

const mostInList = 100

/** Each operation searches the list. @throws ScimError 400 */
export function assertShort(list: unknown): void {
  if (Array.isArray(list) && list.length > mostInList)
    throw new ScimError(400, `At most ${mostInList} of these.`, 'invalidValue')
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

const shape = /^([\w$-]+)(?:\[([^\]]{1,300})\])?(?:\.([\w$-]+))?$/
// The library takes brackets in a text for those of the path.
const condition = /^\s*(\w+)\s+eq\s+("[^"\\:[\]\p{Cc}]{0,254}"|true|false)\s*$/iu

const longestPath = 500

/** Nothing for an attribute that is not stored. @throws ScimError 400 */
function cleaned({ op, path, value }: Requested, { attributes, clean }: Patchable): Operation[] {
  if (path.length > longestPath) throw unsupported()
  const target = targetOf(path, attributes)
  if (target === null) return []
  if (value === null || value === undefined) return [{ ...target, op: 'remove' }]
  return [{ ...target, op, value: clean(target.name, value) }]
}

/** Null for an attribute that is not stored. @throws ScimError 400 */
function targetOf(
  path: string,
  attributes: Patchable['attributes'],
): Pick<Operation, 'name' | 'path' | 'selected'> | null {
  const plain = withoutSchema(path.trim())
  if (/^urn:/i.test(plain)) return null
  const [, first, filter, part] = shape.exec(plain) ?? []
  if (first === undefined) throw unsupported()
  const known = namedIn(attributes, first)
  const sub = part === undefined ? '' : known && namedIn(known.parts, part)
  if (known === undefined || sub === undefined) return null
  const suffix = sub === '' ? '' : `.${sub}`
  const name = `${known.name}${suffix}`
  if (filter === undefined) return { name, path: name, selected: null }
  const { part: compared, selected } = filterOf(filter, known.parts)
  return { name, path: `${known.name}[${compared} eq ${selected}]${suffix}`, selected }
}

function filterOf(
  filter: string,
  parts: Readonly<Record<string, string>>,
): { part: string; selected: string } {
  const [, name = '', value = ''] = condition.exec(filter) ?? []
  const part = namedIn(parts, name)
  if (part === undefined) throw unsupported()
  return { part, selected: value }
}

export function unsupported(): ScimError {
  return new ScimError(400, 'This path is not supported.', 'invalidPath')
}

/** @throws ScimError 400 */
export function flag(value: unknown): boolean {
  const found = flagIn(value)
  if (found === undefined) throw new ScimError(400, 'Expected true or false.', 'invalidValue')
  return found
}
