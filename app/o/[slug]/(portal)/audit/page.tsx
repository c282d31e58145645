import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { DayFields } from '@/components/ui/day-fields'
import { EmptyState } from '@/components/ui/empty-state'
import { ExportLimit } from '@/components/ui/export-limit'
import { ExportLink } from '@/components/ui/export-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { SearchButton } from '@/components/ui/search-button'
import { SearchForm } from '@/components/ui/search-form'
import { Select } from '@/components/ui/select'
import { TextLink } from '@/components/ui/text-link'
import { eventGroups } from '@/lib/domain/audit/event-groups'
import { listEvents } from '@/lib/domain/audit/list-events'
import type { OrganizationEventFilter } from '@/lib/domain/audit/organization-events'
import { mostExported } from '@/lib/http/events-csv'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { AuditTable } from './audit-table'
import { queryOf } from './query'

export const metadata: Metadata = { title: 'Audit' }

interface AuditPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { access, organization } = await organizationPage((await params).slug, 'read:organization_logs')
  const query = queryOf(await searchParams)
  const { events, newer, older } = await listEvents(access, query)
  const tenant = await currentTenant()
  const path = `/o/${organization.slug}/audit`
  const { before: _before, after: _after, ...filter } = query
  const isFiltered = hasFilter(filter)
  return (
    <>
      <PageHeader
        title="Audit"
        text={`Sign-ins to ${organization.displayName} and changes, with who made them.`}
        action={<ExportLink href={pathWith(`${path}/export`, filter)} />}
      />
      <AuditFilter path={path} filter={filter} />
      {events.length === 0 ? (
        <EmptyState
          icon={<ScrollText aria-hidden strokeWidth={1.75} />}
          title={isFiltered ? 'Nothing matches' : 'No events yet'}
          text={
            isFiltered ? 'No events match these filters.' : 'Sign-ins and changes are listed on this page.'
          }
          action={isFiltered && <TextLink href={path}>Show all events</TextLink>}
        />
      ) : (
        <AuditTable events={events} tenantName={tenant.name} />
      )}
      <div className="mt-4 flex flex-col gap-4">
        <Pagination
          previous={newer ? pathWith(path, { ...filter, after: events[0]?.id }) : undefined}
          next={older ? pathWith(path, { ...filter, before: events.at(-1)?.id }) : undefined}
        />
        {older && <ExportLimit most={mostExported} />}
      </div>
    </>
  )
}

/** A time zone alone, which the days are in, filters nothing. */
function hasFilter({ group, person, from, to }: OrganizationEventFilter): boolean {
  return [group, person, from, to].some((value) => value !== undefined && value !== '')
}

function AuditFilter({ path, filter }: { path: string; filter: OrganizationEventFilter }) {
  const { group = '', person = '', from = '', to = '' } = filter
  const isFiltered = hasFilter(filter)
  return (
    <SearchForm action={path} className="filters">
      <Field name="group" label="Events" className="max-sm:w-full sm:w-52">
        <Select defaultValue={group} options={[{ value: '', label: 'All events' }, ...eventGroups]} />
      </Field>
      <Field name="person" label="Name or email" className="max-sm:w-full sm:min-w-40 sm:flex-1">
        <Input type="search" defaultValue={person} autoComplete="off" maxLength={100} />
      </Field>
      <DayFields from={from} to={to} />
      <SearchButton />
      {isFiltered && (
        <div className="col-span-full flex min-h-control items-center gap-3">
          <TextLink href={path}>Clear</TextLink>
          {(from || to) && !filter.zone && <p className="text-sm text-muted-foreground">Days are in UTC.</p>}
        </div>
      )}
    </SearchForm>
  )
}
