import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { usersPath, type UsersPageQuery, type UsersPageSort } from './query'

export function UsersSearch({ query }: { query: UsersPageQuery }) {
  return (
    <SearchField label="Search by name, email or ID" action={usersPath} value={query.q}>
      <SearchSelect label="Sort by" name="sort" defaultValue={query.sort} options={sorts} />
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
