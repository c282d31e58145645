import { streamEvents } from '@/lib/domain/audit/list-events'
import { reserveExport } from '@/lib/domain/reserve-export'
import { csvResponse } from '@/lib/http/csv'
import { eventsCsv } from '@/lib/http/events-csv'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { queryOf } from '../query'

/** All events that match the page’s filters, newest first. */
export async function GET(request: Request): Promise<Response> {
  const { operator } = await consolePage('read:logs')
  const { id, name } = await currentTenant()
  const filter = queryOf(Object.fromEntries(new URL(request.url).searchParams))
  return csvResponse(`${id}-logs.csv`, async () => {
    await reserveExport(operator)
    return eventsCsv(streamEvents(operator, filter), { tenantName: name, ofTenant: true })
  })
}
