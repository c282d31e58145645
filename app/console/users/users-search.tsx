import { SearchField } from '@/components/ui/search-field'
import { Select } from '@/components/ui/select'
import { usersPath, type UsersPageQuery, type UsersPageSort } from './query'

export function UsersSearch({ query }: { query: UsersPageQuery }) {
  return (
    <SearchField label="Search by name, email or ID" action={usersPath} value={query.q}>
      <Select
        name="sort"
        aria-label="Sort by"
        defaultValue={query.sort}
        options={sorts}
        className="min-w-32 max-sm:flex-1 sm:w-52"
      />
    </SearchField>
  )
}

const sorts: { value: UsersPageSort; label: string }[] = [
  { value: 'name', label: 'Name A–Z' },
  { value: '-name', label: 'Name Z–A' },
  { value: 'email', label: 'Email A–Z' },
  { value: '-email', label: 'Email Z–A' },
  { value: '-created', label: 'Newest first' },
  { value: 'created', label: 'Oldest first' },
  { value: '-signin', label: 'Latest sign-in first' },
  { value: 'signin', label: 'Latest sign-in last' },
]
