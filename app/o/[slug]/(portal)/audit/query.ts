import type { OrganizationEventFilter } from '@/lib/domain/audit/organization-events'
import { eventQuery, fitting } from '@/lib/http/event-query'
import type { RawQuery } from '@/lib/http/page-query'

const query = eventQuery.extend({ person: fitting(/^[^\0]{1,100}$/) })

export function queryOf(raw: RawQuery): OrganizationEventFilter {
  return query.parse(raw)
}
