import { Badge } from '@/components/ui/badge'
import { PersonCell } from '@/components/ui/person-cell'
import { SortLink } from '@/components/ui/sort-link'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { countText } from '@/lib/domain/bounded-count'
import type { FoundUser } from '@/lib/domain/users/search-users'
import { userPath, usersPathWith, type UsersPageQuery, type UsersPageSort } from './query'
import { UserBadges } from './user-badges'

interface UsersTableProps {
  users: readonly FoundUser[]
  query: UsersPageQuery
  selfId: string
}

export function UsersTable({ users, query, selfId }: UsersTableProps) {
  const now = new Date()
  return (
    <Table caption="Users">
      <TableHead>
        <Column aria-sort={direction(query.sort, 'name') ?? direction(query.sort, 'email')}>
          <span className="flex gap-4">
            <SortBy query={query} by="name" label="Name" />
            <SortBy query={query} by="email" label="Email" />
          </span>
        </Column>
        <Column>Status</Column>
        <Column align="end">Organizations</Column>
        <Column>Last active</Column>
        <Column aria-sort={direction(query.sort, 'created')}>
          <SortBy query={query} by="created" label="Created" />
        </Column>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} isSelf={user.id === selfId} now={now} />
        ))}
      </TableBody>
    </Table>
  )
}

function UserRow({ user, isSelf, now }: { user: FoundUser; isSelf: boolean; now: Date }) {
  return (
    <TableRow>
      <PersonCell name={user.name} note={user.email} imageUrl={user.picture} href={userPath(user.id)}>
        {isSelf && <Badge>You</Badge>}
      </PersonCell>
      <Cell>
        <UserBadges isBlocked={user.isBlocked} isProven={user.isProven} />
      </Cell>
      <Cell align="end" className="whitespace-nowrap tabular-nums">
        {user.organizations === 0 ? none : countText(user.organizations)}
        <span className="wide:hidden">{user.organizations === 1 ? ' organization' : ' organizations'}</span>
      </Cell>
      <Cell className="whitespace-nowrap text-muted-foreground">
        <span className="wide:hidden">{user.lastActiveAt === null ? 'Never active' : 'Active '}</span>
        {user.lastActiveAt === null ? (
          <span className="max-wide:hidden">Never</span>
        ) : (
          <Time value={user.lastActiveAt} now={now} />
        )}
      </Cell>
      <Cell narrow="hide" className="whitespace-nowrap text-muted-foreground">
        <Time value={user.createdAt} now={now} />
      </Cell>
    </TableRow>
  )
}

const none = (
  <>
    No<span className="max-wide:hidden">ne</span>
  </>
)

type SortKey = 'name' | 'email' | 'created'

function SortBy({ query, by, label }: { query: UsersPageQuery; by: SortKey; label: string }) {
  const sorted = direction(query.sort, by)
  const sort: UsersPageSort = sorted === 'ascending' ? `-${by}` : by
  return <SortLink href={usersPathWith({ ...query, sort, page: 1 })} label={label} sorted={sorted} />
}

function direction(sort: UsersPageSort, by: SortKey): 'ascending' | 'descending' | undefined {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : undefined
}
