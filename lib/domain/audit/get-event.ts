import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { readTogether } from '../read-together'
import { listEvents } from './list-events'
import { listedColumns, listedTables, type ListedEvent } from './listed-event'

interface EventWithOthers {
  event: ListedEvent
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

function readEvent(access: TenantAccess<'read:logs'>, id: string): Promise<ListedEvent> {
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<ListedEvent[]>`
      SELECT ${listedColumns} FROM ${listedTables}
      WHERE e.tenant_id = ${access.tenantId} AND e.id = ${id}`
    if (!found) throw notFound()
    return found
  })
}
