import { z } from 'zod'
import type { ScimWindow } from '@/lib/domain/directories/user-queries'
import { bodyOf, queryOf } from '../api-input'
import { withoutSchema } from './attribute-values'
import { messages, ScimError } from './scim-error'

export const largestPage = 100
const number = z.coerce.number().int()

const query = z.object({
  filter: z.string().max(1000).optional(),
  startIndex: number.optional(),
  count: number.optional(),
  attributes: z.string().max(1000).optional(),
  excludedAttributes: z.string().max(1000).optional(),
})

export interface ScimQuery extends ScimWindow {
  filter: string | undefined
  /** Whether the answer has this attribute, or a part of it (RFC 7644, section 3.9). */
  includes: (attribute: string) => boolean
  /** The resource with the attributes that were asked for. */
  shown: (resource: object) => object
}

/** A start before 1 is 1, a count below 0 is 0 and at most 100 (section 3.4.2.4). @throws ScimError 400 */
export function readQuery(request: Request): ScimQuery {
  const { data } = query.safeParse(queryOf(request))
  if (!data) throw new ScimError(400, 'The query is not valid.', 'invalidValue')
  const { filter, startIndex = 1, count = largestPage, attributes, excludedAttributes } = data
  const [wanted, excluded] = [namesIn(attributes), namesIn(excludedAttributes) ?? new Set<string>()]
  const includes = (attribute: string) => isShown(attribute.toLowerCase(), { wanted, excluded })
  return {
    filter,
    startIndex: Math.min(Math.max(1, startIndex), 2 ** 31 - 1),
    count: Math.min(Math.max(0, count), largestPage),
    includes,
    shown: (resource) =>
      wanted === null && excluded.size === 0 ? resource : projected(resource, '', { wanted, excluded }),
  }
}

/** A group may have many members. */
const largestBody = 1024 * 1024

/** @throws ApiProblem 400, 413 */
export function readBody(request: Request): Promise<unknown> {
  return bodyOf(request, z.unknown(), largestBody)
}

interface Projection {
  /** In lower case; null for all. */
  wanted: ReadonlySet<string> | null
  excluded: ReadonlySet<string>
}

/** Of every resource. */
const always: ReadonlySet<string> = new Set(['schemas', 'id'])

function isShown(name: string, { wanted, excluded }: Projection): boolean {
  if (always.has(name)) return true
  const parts = name.split('.')
  const around = parts.map((_, at) => parts.slice(0, at + 1).join('.'))
  const isWanted =
    wanted === null ||
    around.some((one) => wanted.has(one)) ||
    [...wanted].some((one) => one.startsWith(`${name}.`))
  return isWanted && !excluded.has(name)
}

/** Also of the parts of its attributes. */
function projected(value: object, path: string, projection: Projection): object {
  const shown = Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = `${path}${path === '' ? withoutSchema(key.toLowerCase()) : key.toLowerCase()}`
    return isShown(name, projection) ? [[key, partsShown(inner, `${name}.`, projection)]] : []
  })
  return Object.fromEntries(shown) as object
}

function partsShown(value: unknown, path: string, projection: Projection): unknown {
  if (Array.isArray(value)) return value.map((inner) => partsShown(inner, path, projection))
  return typeof value === 'object' && value !== null ? projected(value, path, projection) : value
}

function namesIn(list: string | undefined): ReadonlySet<string> | null {
  if (list === undefined) return null
  return new Set(list.split(',').map((name) => withoutSchema(name.trim().toLowerCase())))
}

export function listResponse(
  resources: readonly object[],
  { startIndex, total }: { startIndex: number; total: number },
): object {
  return {
    schemas: [`${messages}:ListResponse`],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
