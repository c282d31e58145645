import type { Operation } from '@/lib/http/operation'
import { sampleOf } from './sample'
import type { ForeignTenant } from './fixtures/foreign-tenant'

type Described = Pick<Operation, 'query' | 'body' | 'answer'>

/** An operation of the Management API or of the My Organization API. */
export interface Route {
  method: string
  path: string
  operation: Described
}

interface Caller<Answer> {
  send: (method: string, path: string, body?: unknown) => Promise<Answer>
}

export type ForeignIds = Pick<ForeignTenant, 'ids' | 'names'>

/**
 * Calls an operation on the victim’s data: path, query and body carry the victim’s ids, but `own` wins in the path.
 * While the answer is 400 it tries the next body, for instance all properties, then only the required ones.
 */
export async function attempt<Answer extends { status: number }>(
  caller: Caller<Answer>,
  { method, path, operation }: Route,
  { foreign, own = {} }: { foreign: ForeignIds; own?: Record<string, string> },
): Promise<Answer> {
  const at = pathOf(path, { ...foreign.ids, ...own }) + queryFor(operation, foreign)
  const [first, ...others] = bodiesFor(operation, foreign, method)
  let answer = await caller.send(method, at, first)
  for (const body of others) if (answer.status === 400) answer = await caller.send(method, at, body)
  return answer
}

function bodiesFor({ body }: Described, { names }: ForeignIds, method: string): unknown[] {
  if (!body) return [undefined]
  // A PATCH takes anything: one property that would show.
  const shown = [
    { display_name: 'Taken' },
    { name: 'Taken' },
    { roles: names['roles'] },
    { ids: names['ids'] },
    { user_id: names['user_id'] },
  ]
  const samples = [sampleOf(body, names, { whole: true }), sampleOf(body, names)]
  const bodies = method === 'PATCH' ? [...shown, ...samples.toReversed()] : [...samples, ...shown]
  return [...bodies, {}].filter((sample) => body.safeParse(sample).success)
}

function queryFor({ query }: Described, { names }: ForeignIds): string {
  const needed = query && sampleOf(query, names)
  const search = new URLSearchParams(
    Object.entries(needed ?? {}).map(([name, value]) => [name, String(value)]),
  )
  return search.size === 0 ? '' : `?${search}`
}

/** @param ids by template: `/organizations/{id}` → the value of its last parameter; the longest match counts */
export function pathOf(template: string, ids: Record<string, string>): string {
  const parts = template.split('/').slice(1)
  const longest = Object.keys(ids).toSorted((one, other) => other.length - one.length)
  const filled = parts.map((part, index) => {
    if (!part.startsWith('{')) return part
    const upTo = `/${parts.slice(0, index + 1).join('/')}`
    const key = longest.find((one) => isOfParameter(one, upTo) && `${template}/`.startsWith(`${one}/`))
    return encodeURIComponent((key && ids[key]) ?? 'nothing')
  })
  return filled.join('/')
}

function isOfParameter(key: string, upTo: string): boolean {
  return key === upTo || (key.startsWith(`${upTo}/`) && !key.slice(upTo.length).includes('{'))
}
