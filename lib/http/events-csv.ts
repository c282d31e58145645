import { describeEvent, type DescribedEvent } from '@/lib/domain/audit/describe-event'
import { detailLines } from '@/lib/domain/audit/detail-lines'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { byteOrderMark, csvRow } from './csv'

interface Column {
  title: string
  valueOf: (event: ListedEvent, described: DescribedEvent) => string | null | undefined
}

const columns: readonly Column[] = [
  { title: 'Time', valueOf: ({ occurredAt }) => occurredAt.toISOString() },
  { title: 'Who', valueOf: (_, { who }) => who },
  { title: 'Email', valueOf: (_, { email }) => email },
  { title: 'What', valueOf: (_, { did }) => did },
  { title: 'Target', valueOf: ({ targetName }) => targetName },
  { title: 'Target email', valueOf: ({ targetEmail }) => targetEmail },
  { title: 'Details', valueOf: detailsOf },
  { title: 'Event', valueOf: ({ type }) => type },
  { title: 'IP address', valueOf: ({ ip }) => ip },
  { title: 'User agent', valueOf: ({ userAgent }) => userAgent },
  { title: 'Request ID', valueOf: ({ requestId }) => requestId },
  { title: 'Event ID', valueOf: ({ id }) => id },
]

/** Only the log of a tenant has events of several organizations. */
const tenantColumns: readonly Column[] = [
  ...columns,
  { title: 'Organization', valueOf: ({ organization }) => organization?.displayName },
  { title: 'Organization ID', valueOf: ({ organization }) => organization?.id },
  { title: 'Actor ID', valueOf: ({ actorId }) => actorId },
  { title: 'Target ID', valueOf: ({ targetId }) => targetId },
]

export const mostExported = 100_000

interface ExportOptions {
  tenantName: string
  ofTenant?: boolean
  most?: number
}

/** The last row says so if there are more than `most`. */
export async function* eventsCsv(
  batches: AsyncGenerator<ListedEvent[]>,
  { tenantName, ofTenant = false, most = mostExported }: ExportOptions,
): AsyncGenerator<string, void> {
  const own = ofTenant ? tenantColumns : columns
  let left = most
  yield byteOrderMark + csvRow(own.map(({ title }) => title))
  for await (const events of batches) {
    yield events
      .slice(0, left)
      .map((event) => {
        const described = describeEvent(event, tenantName)
        return csvRow(own.map(({ valueOf }) => valueOf(event, described) ?? ''))
      })
      .join('')
    if (events.length > left) {
      yield csvRow([
        `Only the newest ${most.toLocaleString('en')} events. Choose dates to export older ones.`,
      ])
      return
    }
    left -= events.length
  }
}

function detailsOf({ details }: ListedEvent): string {
  return detailLines(details)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('; ')
}
