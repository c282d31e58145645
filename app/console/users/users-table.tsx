import { Badge } from '@/components/ui/badge'
import { PersonCell } from '@/components/ui/person-cell'
import { SortColumn } from '@/components/ui/sort-column'
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
  const sorting = {
    sort: query.sort,
    pathWith: (sort: UsersPageSort) => usersPathWith({ ...query, sort, page: 1 }),
  }
  return (
    <Table caption="Users">
      <TableHead>
        <SortColumn
          {...sorting}
          by={[
            ['name', 'Name'],
            ['email', 'Email'],
          ]}
        />
        <Column>Status</Column>
        <Column align="end">Organizations</Column>
        <Column>Last active</Column>
        <SortColumn {...sorting} by={[['created', 'Created']]} />
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
        <UserBadges isBlocked={user.isBlocked} isEmailVerified={user.isEmailVerified} />
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
