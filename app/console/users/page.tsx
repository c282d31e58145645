import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { TableKeys } from '@/components/ui/table-keys'
import { may } from '@/lib/access'
import { endText, rangeText, type NumberedPage, readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import { type FoundUser, searchUsers } from '@/lib/domain/users/search-users'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { queryOf, sortOf, usersPath, usersPathWith, type UsersPageQuery } from './query'
import { UsersSearch } from './users-search'
import { UsersTable } from './users-table'

export const metadata: Metadata = { title: 'Users' }

const size = 25

export default async function UsersPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, session, tenantActor } = await consolePage('read:users')
  const query = queryOf(await searchParams)
  const input = { q: query.q, sort: sortOf(query.sort) }
  const page = await readTogether([operator], () =>
    readNumberedPage((window) => searchUsers(operator, { ...window, ...input }), {
      page: query.page,
      size,
    }),
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
        <Pages query={query} page={page} />
        <TableKeys />
      </div>
    </>
  )
}

function Pages({ query, page }: { query: UsersPageQuery; page: NumberedPage<FoundUser> }) {
  if (page.total === 0) return null
  const at = (number: number) => usersPathWith({ ...query, page: number })
  return (
    <Pagination
      previous={page.page > 1 ? at(page.page - 1) : undefined}
      next={page.hasNext ? at(page.page + 1) : undefined}
      summary={rangeText(page, { size, shown: page.rows.length })}
      end={endText(page)}
    />
  )
}
