import { z } from 'zod'
import type { ScimWindow } from '@/lib/domain/directories/list-directory-users'
import { queryOf } from '../api-input'
import { messages } from './scim-route'
import { ScimError } from './scim-error'

const largestPage = 100
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
  /** Whether the answer has this attribute (RFC 7644, section 3.9). */
  includes: (attribute: string) => boolean
}

/** A start before 1 is 1, a count below 0 is 0 and at most 100 (section 3.4.2.4). @throws ScimError 400 */
export function readQuery(request: Request): ScimQuery {
  const { data } = query.safeParse(queryOf(request))
  if (!data) throw new ScimError(400, 'The query is not valid.', 'invalidValue')
  const { filter, startIndex = 1, count = largestPage, attributes, excludedAttributes } = data
  const [wanted, excluded] = [namesIn(attributes), namesIn(excludedAttributes)]
  return {
    filter,
    startIndex: Math.min(Math.max(1, startIndex), 2 ** 31 - 1),
    count: Math.min(Math.max(0, count), largestPage),
    includes: (attribute) => {
      const name = attribute.toLowerCase()
      return (wanted === null || wanted.has(name)) && excluded?.has(name) !== true
    },
  }
}

function namesIn(list: string | undefined): ReadonlySet<string> | null {
  if (list === undefined) return null
  return new Set(list.split(',').map((name) => name.trim().toLowerCase()))
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
