import type { TenantEventFilter } from '@/lib/domain/audit/tenant-events'
import { eventQuery, fitting, searchText } from '@/lib/http/event-query'
import type { RawQuery } from '@/lib/http/page-query'

const query = eventQuery.extend({
  actor: searchText,
  target: searchText,
  organization: searchText,
  request: fitting(/^[^\0]{1,100}$/),
})

export const logsPath = '/console/logs'

export function queryOf(raw: RawQuery): TenantEventFilter {
  return query.parse(raw)
}
