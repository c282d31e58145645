import { scimPatch, type ScimPatchOperation, type ScimResource } from 'scim-patch'
import { z } from 'zod'
import { messages } from './scim-route'
import { ScimError } from './scim-error'

const body = z.object({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(`${messages}:PatchOp`)),
  Operations: z
    .array(
      z.object({
        op: z.string().max(10),
        path: z.string().max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(1000),
})

/** Which attributes a resource has, by their names in lower case; others are ignored. */
export interface Patchable {
  /** With their sub-attributes; empty for a simple one. */
  attributes: Readonly<Record<string, { name: string; parts: Readonly<Record<string, string>> }>>
  /** Its lists. */
  empty: Readonly<Record<string, readonly never[]>>
  /** Of one attribute or part, as clients write it. @throws ScimError 400 invalidValue */
  clean: (name: string, value: unknown) => unknown
}

interface Operation {
  op: 'add' | 'remove' | 'replace'
  path: string
  value?: unknown
}

/**
 * RFC 7644, section 3.5.2, and what Entra and Okta send instead: names of operations with a capital letter, an object
 * of attributes or paths without a path, texts for booleans. The library gets only paths and values that this made.
 * @throws ScimError 400
 */
export function patched<R extends object>(resource: R, given: unknown, patchable: Patchable): R {
  const { data } = body.safeParse(given)
  if (!data) throw new ScimError(400, 'The body is not a PatchOp message.', 'invalidSyntax')
  const operations = data.Operations.flatMap(({ op, path, value }) =>
    expanded({ op: operationNamed(op), path, value }).flatMap((one) => cleaned(one, patchable)),
  )
  return operations.reduce((before, operation) => {
    // The library refuses a filter on a list that is missing.
    const copy = { ...structuredClone(patchable.empty), ...structuredClone(before) } as R & ScimResource
    return scimPatch(copy, [operation as ScimPatchOperation], {
      mutateDocument: true,
      treatMissingAsAdd: true,
    })
  }, resource)
}

function operationNamed(op: string): Operation['op'] {
  const name = op.toLowerCase()
  if (name === 'add' || name === 'remove' || name === 'replace') return name
  throw new ScimError(400, 'An operation is add, remove or replace.', 'invalidSyntax')
}

function expanded({ op, path, value }: Omit<Operation, 'path'> & { path: string | undefined }): Operation[] {
  if (path !== undefined && path !== '') return [{ op, path, value }]
  if (op === 'remove') throw new ScimError(400, 'What is removed needs a path.', 'noTarget')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimError(400, 'Without a path, the value is an object of attributes.', 'invalidValue')
  return Object.entries(value).map(([key, inner]) => ({ op, path: key, value: inner as unknown }))
}

const schema = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i
const shape = /^([\w$-]+)(?:\[([^\]]{1,300})\])?(?:\.([\w$-]+))?$/
const condition = /^\s*(\w+)\s+eq\s+("[^"\\:]{0,254}"|true|false)\s*$/i

/** Nothing for an attribute that is not stored. */
function cleaned({ op, path, value }: Operation, { attributes, clean }: Patchable): Operation[] {
  const target = targetOf(path, attributes)
  if (target === null) return []
  const isEmpty = value === null || value === undefined
  if (isEmpty) return [{ op: 'remove', path: target.path }]
  return [{ op, path: target.path, value: clean(target.name, value) }]
}

/** `name`: without the filter. Null for an attribute that is not stored. @throws ScimError 400 */
function targetOf(path: string, attributes: Patchable['attributes']): { name: string; path: string } | null {
  const plain = path.trim().replace(schema, '')
  if (/^urn:/i.test(plain)) return null
  const [, first, filter, part] = shape.exec(plain) ?? []
  if (first === undefined) throw unsupported()
  const known = namedIn(attributes, first)
  const sub = part === undefined ? '' : known && namedIn(known.parts, part)
  if (known === undefined || sub === undefined) return null
  const suffix = sub === '' ? '' : `.${sub}`
  const selected = filter === undefined ? '' : `[${filterOf(filter, known.parts)}]`
  return { name: `${known.name}${suffix}`, path: `${known.name}${selected}${suffix}` }
}

function namedIn<T>(names: Readonly<Record<string, T>>, name: string): T | undefined {
  const key = name.toLowerCase()
  return Object.hasOwn(names, key) ? names[key] : undefined
}

function filterOf(filter: string, parts: Readonly<Record<string, string>>): string {
  const [, name = '', value = ''] = condition.exec(filter) ?? []
  const part = namedIn(parts, name)
  if (part === undefined) throw unsupported()
  return `${part} eq ${value}`
}

function unsupported(): ScimError {
  return new ScimError(400, 'This path is not supported.', 'invalidPath')
}

/** Entra sends "True" and "False". @throws ScimError 400 */
export function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const lower = typeof value === 'string' ? value.toLowerCase() : ''
  if (lower === 'true' || lower === 'false') return lower === 'true'
  throw new ScimError(400, 'This is true or false.', 'invalidValue')
}
