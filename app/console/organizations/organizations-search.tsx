import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import type {
  OrganizationSearchSort,
  OrganizationState,
} from '@/lib/domain/organizations/search-organizations'
import { organizationsHref, type OrganizationsPageQuery } from './query'

/** Includes the sort order where the table’s headings are hidden. */
export function OrganizationsSearch({ query }: { query: OrganizationsPageQuery }) {
  return (
    <SearchField label="Search organizations" action={organizationsHref} value={query.q}>
      <SearchSelect label="Filter by state" name="state" defaultValue={query.state} options={states} />
      <SearchSelect label="Sort by" name="sort" defaultValue={query.sort} options={sorts} isForNarrow />
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
