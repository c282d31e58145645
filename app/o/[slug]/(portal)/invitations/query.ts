import { invitationSorts } from '@/lib/domain/invitations/list-invitations'
import { invitationStates } from '@/lib/domain/invitations/queries'
import { pageNumber } from '@/lib/http/page-number'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../../../(front)/front-links'
import type { InvitationsFilter } from './invitations-page'

const sorts = invitationSorts.flatMap((column) => [column, `-${column}`] as const)

/** Invalid values are ignored. */
export function filterOf(raw: RawQuery): InvitationsFilter {
  const [state, sort] = [one(raw['state']), one(raw['sort'])]
  return {
    state: [...invitationStates, 'all' as const].find((known) => known === state),
    query: one(raw['q'])?.replaceAll('\0', '').trim().slice(0, 254) || undefined,
    sort: sorts.find((known) => known === sort),
    page: pageNumber.parse(raw['page']),
  }
}

export function invitationsPathWith(path: string, filter: InvitationsFilter): string {
  const { state, query, sort, page = 1 } = filter
  return pathWith(path, { q: query, state, sort, page: page === 1 ? '' : String(page) })
}
