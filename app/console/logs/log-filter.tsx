import { DayFields } from '@/components/ui/day-fields'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SearchButton } from '@/components/ui/search-button'
import { SearchForm } from '@/components/ui/search-form'
import { Select } from '@/components/ui/select'
import { TextLink } from '@/components/ui/text-link'
import { tenantEventGroups, typesIn } from '@/lib/domain/audit/event-groups'
import { sentenceOf } from '@/lib/domain/audit/sentences'
import type { TenantEventFilter } from '@/lib/domain/audit/tenant-events'
import { capitalize } from '@/lib/domain/text/capitalize'
import { logsPath } from './query'

export function LogFilter({ filter }: { filter: TenantEventFilter }) {
  const { group, request, from = '', to = '' } = filter
  return (
    <SearchForm action={logsPath} className="filters">
      <Field name="group" label="Events" className="max-sm:w-full sm:w-52">
        <Select defaultValue={group} options={[{ value: '', label: 'All events' }, ...typeOptions]} />
      </Field>
      <TextField name="actor" label="Actor" value={filter.actor} placeholder="Email or ID" />
      <TextField name="target" label="Target" value={filter.target} placeholder="Email or ID" />
      <TextField
        name="organization"
        label="Organization"
        value={filter.organization}
        placeholder="Slug or ID"
      />
      <DayFields from={from} to={to} />
      {request !== undefined && <input type="hidden" name="request" value={request} />}
      <SearchButton />
      {isFiltered(filter) && <Filtered filter={filter} />}
    </SearchForm>
  )
}

export function isFiltered(filter: TenantEventFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

function Filtered({ filter: { request, from, to, zone } }: { filter: TenantEventFilter }) {
  const hasDays = from !== undefined || to !== undefined
  return (
    <div className="col-span-full flex min-h-control flex-wrap items-center gap-x-3 text-sm text-muted-foreground">
      <TextLink href={logsPath}>Clear</TextLink>
      {request !== undefined && <p className="wrap-anywhere">Only of the request {request}.</p>}
      {hasDays && zone === undefined && <p>Days are in UTC.</p>}
    </div>
  )
}

interface TextFieldProps {
  name: string
  label: string
  value: string | undefined
  placeholder: string
}

function TextField({ name, label, value, placeholder }: TextFieldProps) {
  return (
    <Field name={name} label={label} className="max-sm:w-full sm:min-w-36 sm:flex-1">
      <Input
        type="search"
        defaultValue={value}
        placeholder={placeholder}
        autoComplete="off"
        maxLength={254}
      />
    </Field>
  )
}

const typeOptions = tenantEventGroups.map(({ value, label }) => ({
  label,
  options: [
    { value, label: `${label}: all` },
    ...typesIn(tenantEventGroups, value).map((type) => ({
      value: type,
      label: capitalize(sentenceOf(type)),
    })),
  ],
}))
