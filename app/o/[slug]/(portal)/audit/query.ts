import type { OrganizationEventFilter } from '@/lib/domain/audit/list-events'
import { eventQuery, fitting, type RawQuery } from '@/lib/http/event-query'

const query = eventQuery.extend({ person: fitting(/^[^\0]{1,100}$/) })

export function queryOf(raw: RawQuery): OrganizationEventFilter {
  return query.parse(raw)
}
