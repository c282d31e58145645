import { pageNumber } from '@/lib/http/event-query'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { organizationPath } from '../../query'

export const size = 25

/** Each of the two lists has its own. From 1. */
export interface ListPages {
  applications: number
  machines: number
}

export function listPagesOf(raw: RawQuery): ListPages {
  return { applications: pageNumber.parse(raw['page']), machines: pageNumber.parse(raw['machines']) }
}

export function listPagesPath(organizationId: string, { applications, machines }: ListPages): string {
  return pathWith(organizationPath(organizationId, 'applications'), {
    page: textOf(applications),
    machines: textOf(machines),
  })
}

function textOf(page: number): string {
  return page === 1 ? '' : String(page)
}
