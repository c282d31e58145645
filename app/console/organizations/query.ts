import { z } from 'zod'
import {
  organizationSearchSorts,
  organizationStates,
  type OrganizationsQuery,
} from '@/lib/domain/organizations/search-organizations'

export type RawQuery = Record<string, string | string[] | undefined>

export interface OrganizationsPageQuery extends OrganizationsQuery {
  /** From 1; beyond the last page, the last page is shown. */
  page: number
}

/** Invalid parameters are ignored. */
const query = z.object({
  q: z.string().trim().max(200).catch(''),
  state: z.enum(organizationStates).catch(''),
  sort: z.enum(organizationSearchSorts).catch('name'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})

export function queryOf(raw: RawQuery): OrganizationsPageQuery {
  return query.parse(raw)
}

export const organizationsHref = '/console/organizations'

export function organizationsPath({ q, state, sort, page }: OrganizationsPageQuery): string {
  const given = { q, state, sort: sort === 'name' ? '' : sort, page: page === 1 ? '' : String(page) }
  const parameters = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''))
  return parameters.size === 0 ? organizationsHref : `${organizationsHref}?${parameters.toString()}`
}

export function organizationPath(id: string, page = ''): string {
  const path = `${organizationsHref}/${encodeURIComponent(id)}`
  return page === '' ? path : `${path}/${page}`
}
