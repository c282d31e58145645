import { streamEvents } from '@/lib/domain/audit/list-events'
import { reserveExport } from '@/lib/domain/reserve-export'
import { csvResponse } from '@/lib/http/csv'
import { eventsCsv } from '@/lib/http/events-csv'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { queryOf } from '../query'

/** All events that match the page’s filters, newest first. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { access, organization } = await organizationPage((await params).slug, 'read:organization_logs')
  const { name } = await currentTenant()
  const filter = queryOf(Object.fromEntries(new URL(request.url).searchParams))
  return csvResponse(`${organization.slug}-audit.csv`, async () => {
    await reserveExport(access)
    return eventsCsv(streamEvents(access, filter), { tenantName: name })
  })
}
