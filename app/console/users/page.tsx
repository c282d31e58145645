import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { TableKeys } from '@/components/ui/table-keys'
import { may } from '@/lib/access'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import { searchUsers } from '@/lib/domain/users/search-users'
import type { RawQuery } from '@/lib/http/page-query'
import { consolePage } from '@/lib/http/person'
import { NumberedPages } from '../../numbered-pages'
import { queryOf, sortOf, usersPath, usersPathWith, type UsersPageQuery, type UsersPageSort } from './query'
import { UsersTable } from './users-table'

export const metadata: Metadata = { title: 'Users' }

export default async function UsersPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, session, tenantActor } = await consolePage('read:users')
  const query = queryOf(await searchParams)
  const input = { q: query.q, sort: sortOf(query.sort) }
  const page = await readTogether([operator], () =>
    readNumberedPage((window) => searchUsers(operator, { ...window, ...input }), query.page),
  )
  return (
    <>
      <PageHeader
        title="Users"
        text="Everyone who can sign in, in all organizations and in none."
        action={
          may(tenantActor, 'create:users') && (
            <LinkButton href={`${usersPath}/new`} variant="primary">
              Create user
            </LinkButton>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <UsersSearch query={query} />
        {page.total > 0 ? (
          <UsersTable users={page.rows} query={query} selfId={session.user.id} />
        ) : (
          <EmptyState
            icon={<Users aria-hidden strokeWidth={1.75} />}
            title="No users match"
            text={`No user has this ID, or a name or email that starts with “${query.q}”.`}
            action={<LinkButton href={usersPath}>Show all users</LinkButton>}
          />
        )}
        <NumberedPages
          found={page}
          pathAt={(number) => usersPathWith({ ...query, page: number })}
          canSearch
        />
        <TableKeys />
      </div>
    </>
  )
}

function UsersSearch({ query }: { query: UsersPageQuery }) {
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
