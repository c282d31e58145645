import { invitationSorts, type InvitationSort } from '@/lib/domain/invitations/list-invitations'
import { invitationStates } from '@/lib/domain/invitations/queries'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import type { InvitationsFilter } from './invitations-page'

/** Invalid values are ignored. */
export function filterOf(raw: RawQuery): InvitationsFilter {
  const [state, sort, page] = [one(raw['state']), one(raw['sort']), Number(one(raw['page']))]
  const column = invitationSorts.find((known) => known === sort?.replace(/^-/, ''))
  return {
    state: [...invitationStates, 'all' as const].find((known) => known === state),
    query: one(raw['q'])?.replaceAll('\0', '').trim().slice(0, 254) || undefined,
    sort: column,
    descending: column && sort?.startsWith('-'),
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : undefined,
  }
}

export function invitationsPathWith(path: string, filter: InvitationsFilter): string {
  const { state, query, page = 1 } = filter
  const given = { q: query, state, sort: sortParameter(filter), page: page === 1 ? '' : String(page) }
  return pathWith(path, given)
}

export function invitationPath(slug: string, id: string): string {
  return `/o/${slug}/invitations/${id}`
}

export function sortParameter({ sort, descending }: InvitationsFilter): string | undefined {
  return sort && `${descending ? '-' : ''}${sort}`
}

/** A second click on a column’s heading reverses the order. */
export function sortedBy(filter: InvitationsFilter, column: InvitationSort): InvitationsFilter {
  const descending = filter.sort === column ? !filter.descending : column === 'sent'
  return { ...filter, sort: column, descending, page: undefined }
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
