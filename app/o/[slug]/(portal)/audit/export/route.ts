import { describeEvent } from '@/lib/domain/audit/describe-event'
import { detailLines } from '@/lib/domain/audit/detail-lines'
import { type ListedEvent, streamEvents } from '@/lib/domain/audit/list-events'
import { reserveExport } from '@/lib/domain/reserve-export'
import { byteOrderMark, csvResponse, csvRow } from '@/lib/http/csv'
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
    return rows(streamEvents(access, filter), name)
  })
}

const columns = [
  'Time',
  'Who',
  'Email',
  'What',
  'Target',
  'Target email',
  'Details',
  'Event',
  'IP address',
  'User agent',
  'Request ID',
  'Event ID',
]

async function* rows(
  batches: AsyncGenerator<ListedEvent[]>,
  tenantName: string,
): AsyncGenerator<string, void> {
  yield byteOrderMark + csvRow(columns)
  for await (const events of batches) yield events.map((event) => rowOf(event, tenantName)).join('')
}

function rowOf(event: ListedEvent, tenantName: string): string {
  const { who, email, did } = describeEvent(event, tenantName)
  const details = detailLines(event.details).map(({ label, value }) => `${label}: ${value}`)
  return csvRow([
    event.occurredAt.toISOString(),
    who,
    email ?? '',
    did,
    event.targetName ?? '',
    event.targetEmail ?? '',
    details.join('; '),
    event.type,
    event.ip ?? '',
    event.userAgent ?? '',
    event.requestId ?? '',
    event.id,
  ])
}
