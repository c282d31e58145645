import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SearchButton } from '@/components/ui/search-button'
import { SearchForm } from '@/components/ui/search-form'
import { Select } from '@/components/ui/select'
import { TextLink } from '@/components/ui/text-link'
import type { OrganizationEventFilter } from '@/lib/domain/audit/organization-events'
import { eventGroups } from '@/lib/domain/audit/event-groups'
import { DayFields } from '@/components/ui/day-fields'

export function AuditFilter({ path, filter }: { path: string; filter: OrganizationEventFilter }) {
  const { group = '', person = '', from = '', to = '' } = filter
  const isFiltered = [group, person, from, to].some((value) => value !== '')
  return (
    <SearchForm action={path} className="mb-6 flex flex-wrap items-end gap-3">
      <Field name="group" label="Events" className="max-sm:w-full sm:w-52">
        <Select defaultValue={group} options={[{ value: '', label: 'All events' }, ...eventGroups]} />
      </Field>
      <Field name="person" label="Name or email" className="max-sm:w-full sm:min-w-40 sm:flex-1">
        <Input type="search" defaultValue={person} autoComplete="off" maxLength={100} />
      </Field>
      <DayFields from={from} to={to} />
      <SearchButton />
      {isFiltered && (
        <div className="flex min-h-control items-center gap-3">
          <TextLink href={path}>Clear</TextLink>
          {(from || to) && !filter.zone && <p className="text-sm text-muted-foreground">Days are in UTC.</p>}
        </div>
      )}
    </SearchForm>
  )
}
