import { Selection, SelectColumn } from '@/components/ui/selection'
import { SortLink, type SortDirection } from '@/components/ui/sort-link'
import { Column, Table, TableBody, TableHead } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails, MemberSort } from '@/lib/domain/members/list-members'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import { changeRoles, remove, restore, suspend } from './actions'
import { ChangeRole } from './change-role'
import { MemberRow } from './member-row'
import type { MembersPage, MembersPageQuery } from './members-page'
import { memberPath, membersPath } from './query'
import { memberRemoval } from './member-removal'
import { MembersBar } from './members-bar'
import { mayChangeRoles, sharedOptions } from './role-options'
import { selectableMembers } from './selectable-members'

interface MembersTableProps {
  organization: EnteredOrganization
  actor: OrganizationActor
  page: MembersPage
  query: MembersPageQuery
}

export function MembersTable({ organization, actor, page, query }: MembersTableProps) {
  const { slug } = organization
  const seesRoles = actor.permissions.has('read:organization_member_roles')
  const now = new Date()
  // Bound once for all rows, so that React serializes it once.
  const change = changeRoles.bind(null, slug)
  const acts = actsIn(slug)
  const options = sharedOptions(actor, page.assignableRoles)
  const selectable = selectableMembers(actor, page.members)
  const table = (
    <Table caption={`Members of ${organization.displayName}`}>
      <TableHead>
        {selectable && <SelectColumn />}
        <Column aria-sort={direction(query.sort, 'name') ?? direction(query.sort, 'email')}>
          <span className="flex gap-4">
            <SortBy slug={slug} query={query} by="name" label="Name" />
            <SortBy slug={slug} query={query} by="email" label="Email" />
          </span>
        </Column>
        {seesRoles && <Column>Role</Column>}
        <Column aria-sort={direction(query.sort, 'joined')}>
          <SortBy slug={slug} query={query} by="joined" label="Joined" />
        </Column>
        <Column>Last active</Column>
        <Column>
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {page.members.map((member) => (
          <MemberRow
            key={member.userId}
            {...rowOf(member)}
            isInSelection={selectable !== null}
            href={memberPath(slug, member.userId)}
            roles={member.roles}
            changeRole={<ChangeRole change={change} actor={actor} member={member} options={options} />}
            joined={<Time value={member.joinedAt} now={now} />}
            lastActive={member.lastActiveAt && <Time value={member.lastActiveAt} now={now} />}
            acts={acts}
            removal={memberRemoval(actor, member, organization.displayName)}
          />
        ))}
      </TableBody>
    </Table>
  )
  if (!selectable) return table
  return (
    <Selection ids={selectable.map(({ userId }) => userId)}>
      {table}
      <MembersBar
        members={selectable}
        organizationName={organization.displayName}
        options={options}
        changeRoles={mayChangeRoles(actor) ? change : undefined}
        acts={may(actor, 'delete:organization_members') ? acts : undefined}
      />
    </Selection>
  )
}

function actsIn(slug: string) {
  return {
    remove: remove.bind(null, slug),
    suspend: suspend.bind(null, slug),
    restore: restore.bind(null, slug),
  }
}

function rowOf(member: MemberDetails) {
  const { userId, name, email, picture, isSelf, isBlocked, isSuspended } = member
  return { userId, name, email, picture, marks: { isSelf, isBlocked, isSuspended } }
}

type SortKey = 'name' | 'email' | 'joined'

interface SortByProps {
  slug: string
  query: MembersPageQuery
  by: SortKey
  label: string
}

function SortBy({ slug, query, by, label }: SortByProps) {
  const sorted = direction(query.sort, by)
  const sort: MemberSort = sorted === 'ascending' ? `-${by}` : by
  return <SortLink href={membersPath(slug, { ...query, sort, page: 1 })} label={label} sorted={sorted} />
}

function direction(sort: MemberSort, by: SortKey): SortDirection {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : undefined
}
