import { z } from 'zod'
import {
  organizationSearchSorts,
  organizationStates,
  type OrganizationsQuery,
} from '@/lib/domain/organizations/search-organizations'
import { pageNumber } from '@/lib/http/page-number'
import { pathWith, type RawQuery } from '@/lib/http/page-query'

export interface OrganizationsPageQuery extends OrganizationsQuery {
  /** From 1; beyond the last page, the last page is shown. */
  page: number
}

/** Invalid parameters are ignored. */
const query = z.object({
  q: z.string().trim().max(200).catch(''),
  state: z.enum(organizationStates).catch(''),
  sort: z.enum(organizationSearchSorts).catch('name'),
  page: pageNumber,
})

export function queryOf(raw: RawQuery): OrganizationsPageQuery {
  return query.parse(raw)
}

export const organizationsHref = '/console/organizations'

export function organizationsPath({ q, state, sort, page }: OrganizationsPageQuery): string {
  const given = { q, state, sort: sort === 'name' ? '' : sort, page: page === 1 ? '' : String(page) }
  return pathWith(organizationsHref, given)
}

export function organizationPath(id: string, page = ''): string {
  const path = `${organizationsHref}/${encodeURIComponent(id)}`
  return page === '' ? path : `${path}/${page}`
}
