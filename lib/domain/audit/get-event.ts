import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { readTogether } from '../read-together'
import { listEvents } from './list-events'
import { listedColumns, listedTables, type ListedEvent } from './listed-event'

export interface ShownEvent extends ListedEvent {
  /** That the event is about, if it still exists; the tenant’s own, or of an organization that is not deleted. */
  role: { organizationId: string | null } | null
}

interface EventWithOthers {
  event: ShownEvent
  /** Of the same request, the newest first; not all of many. */
  others: ListedEvent[]
}

/** @throws DomainError not_found */
export function getEvent(access: TenantAccess<'read:logs'>, id: string): Promise<EventWithOthers> {
  return readTogether([access], async () => {
    const event = await readEvent(access, id)
    if (event.requestId === null) return { event, others: [] }
    const { events } = await listEvents(access, { request: event.requestId })
    return { event, others: events.filter((other) => other.id !== id) }
  })
}

function readEvent(access: TenantAccess<'read:logs'>, id: string): Promise<ShownEvent> {
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<ShownEvent[]>`
      SELECT ${listedColumns},
        CASE WHEN role.id IS NOT NULL THEN jsonb_build_object('organizationId', role.organization_id) END AS role
      FROM ${listedTables}
      LEFT JOIN roles role ON role.tenant_id = e.tenant_id AND role.id = e.target_id AND e.target_kind = 'role'
        AND (role.organization_id IS NULL OR o.id = role.organization_id AND o.deleted_at IS NULL)
      WHERE e.tenant_id = ${access.tenantId} AND e.id = ${id}`
    if (!found) throw notFound()
    return found
  })
}
