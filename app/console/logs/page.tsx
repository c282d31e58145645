import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { ExportLimit } from '@/components/ui/export-limit'
import { ExportLink } from '@/components/ui/export-link'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { listEvents } from '@/lib/domain/audit/list-events'
import { mostExported } from '@/lib/http/events-csv'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { LiveSwitch } from './live-switch'
import { isFiltered, LogFilter } from './log-filter'
import { LogTable } from './log-table'
import { logsPath, queryOf } from './query'

export const metadata: Metadata = { title: 'Logs' }

export default async function LogsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator } = await consolePage('read:logs')
  const query = queryOf(await searchParams)
  const { events, newer, older } = await listEvents(operator, query)
  const tenant = await currentTenant()
  const { before, after, ...filter } = query
  const isFirstPage = before === undefined && after === undefined
  return (
    <>
      <PageHeader
        title="Logs"
        text={`Everything that happens in ${tenant.name}: sign-ins and changes, with who made them.`}
        action={
          <>
            {isFirstPage && <LiveSwitch reloadHref={pathWith(logsPath, filter)} />}
            <ExportLink href={pathWith(`${logsPath}/export`, filter)} />
          </>
        }
      />
      <LogFilter filter={filter} />
      {events.length === 0 ? (
        <NoEvents isFiltered={isFiltered(filter)} />
      ) : (
        <LogTable events={events} tenantName={tenant.name} />
      )}
      <div className="mt-4 flex flex-col gap-4">
        <Pagination
          previous={newer ? pathWith(logsPath, { ...filter, after: events[0]?.id }) : undefined}
          next={older ? pathWith(logsPath, { ...filter, before: events.at(-1)?.id }) : undefined}
        />
        {older && <ExportLimit most={mostExported} />}
      </div>
    </>
  )
}

function NoEvents({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<ScrollText aria-hidden strokeWidth={1.75} />}
      title={isFiltered ? 'Nothing matches' : 'No events yet'}
      text={isFiltered ? 'No events match these filters.' : 'Sign-ins and changes are listed on this page.'}
      action={isFiltered && <TextLink href={logsPath}>Show all events</TextLink>}
    />
  )
}
