import { SearchField } from '@/components/ui/search-field'
import { Select } from '@/components/ui/select'
import type {
  OrganizationSearchSort,
  OrganizationState,
} from '@/lib/domain/organizations/search-organizations'
import { organizationsHref, type OrganizationsPageQuery } from './query'

/** Includes the sort order where the table’s headings are hidden. */
export function OrganizationsSearch({ query }: { query: OrganizationsPageQuery }) {
  return (
    <SearchField label="Search organizations" action={organizationsHref} value={query.q}>
      <Select
        name="state"
        aria-label="Filter by state"
        defaultValue={query.state}
        options={states}
        className="min-w-32 max-sm:flex-1 sm:w-40"
      />
      <Select
        name="sort"
        aria-label="Sort by"
        defaultValue={query.sort}
        options={sorts}
        className="min-w-32 flex-1 wide:hidden"
      />
    </SearchField>
  )
}

const states: { value: OrganizationState; label: string }[] = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'deleted', label: 'Deleted' },
]

const sorts: { value: OrganizationSearchSort; label: string }[] = [
  { value: 'name', label: 'Name A–Z' },
  { value: '-name', label: 'Name Z–A' },
  { value: '-created', label: 'Newest first' },
  { value: 'created', label: 'Oldest first' },
]
