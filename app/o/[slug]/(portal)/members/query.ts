import { z } from 'zod'
import { memberSorts } from '@/lib/domain/members/list-members'
import { pageNumber } from '@/lib/http/page-number'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import type { MembersPageQuery } from './members-page'

export const memberSearch = z.string().trim().max(200).catch('')

/** Invalid parameters are ignored. */
const query = z.object({
  q: memberSearch,
  role: z.preprocess(last, z.string().regex(/^\w{1,40}$/)).catch(''),
  sort: z.enum(memberSorts).catch('name'),
  page: pageNumber,
})

/** Without JavaScript the filter’s own field is sent after the hidden one. */
function last(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value
}

export function queryOf(raw: RawQuery): MembersPageQuery {
  return query.parse(raw)
}

export function membersPath(slug: string, query: MembersPageQuery): string {
  return membersPathWith(`/o/${slug}/members`, query)
}

/** The CSV file of all pages. */
export function membersExportPath(slug: string, query: MembersPageQuery): string {
  return membersPathWith(`/o/${slug}/members/export`, { ...query, page: 1 })
}

export function membersPathWith(path: string, { q, role, sort, page }: MembersPageQuery): string {
  return pathWith(path, {
    q,
    role,
    sort: sort === 'name' ? '' : sort,
    page: page === 1 ? '' : String(page),
  })
}

export function memberPath(slug: string, userId: string): string {
  return `/o/${slug}/members/${encodeURIComponent(userId)}`
}
