import { z } from 'zod'
import { memberSorts } from '@/lib/domain/members/list-members'
import type { MembersPageQuery } from './members-page'

export type RawQuery = Record<string, string | string[] | undefined>

/** Invalid parameters are ignored. */
const query = z.object({
  q: z.string().trim().max(200).catch(''),
  role: z.preprocess(last, z.string().regex(/^\w{1,40}$/)).catch(''),
  sort: z.enum(memberSorts).catch('name'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})

/** Without JavaScript the filter’s own field is sent after the hidden one. */
function last(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value
}

export function queryOf(raw: RawQuery): MembersPageQuery {
  return query.parse(raw)
}

export function membersPath(slug: string, query: MembersPageQuery): string {
  return pathWith(`/o/${slug}/members`, query)
}

/** The CSV file of all pages. */
export function membersExportPath(slug: string, query: MembersPageQuery): string {
  return pathWith(`/o/${slug}/members/export`, { ...query, page: 1 })
}

export function pathWith(path: string, { q, role, sort, page }: MembersPageQuery): string {
  const given = { q, role, sort: sort === 'name' ? '' : sort, page: page === 1 ? '' : String(page) }
  const parameters = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''))
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`
}

export function memberPath(slug: string, userId: string): string {
  return `/o/${slug}/members/${encodeURIComponent(userId)}`
}
