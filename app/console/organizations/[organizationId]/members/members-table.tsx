import { SortLink, type SortDirection } from '@/components/ui/sort-link'
import { Column, Table, TableBody, TableHead } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails, MemberSort } from '@/lib/domain/members/list-members'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { ChangeRole } from '../../../../o/[slug]/(portal)/members/change-role'
import { memberRemoval } from '../../../../o/[slug]/(portal)/members/member-removal'
import { MemberRow } from '../../../../o/[slug]/(portal)/members/member-row'
import type { MembersPage, MembersPageQuery } from '../../../../o/[slug]/(portal)/members/members-page'
import { sharedOptions } from '../../../../o/[slug]/(portal)/members/role-options'
import { changeRoles, remove, restore, suspend } from './actions'
import { membersPath } from './members-path'

interface MembersTableProps {
  organization: OrganizationStatus
  actor: OrganizationActor
  page: MembersPage
  query: MembersPageQuery
}

export function MembersTable({ organization, actor, page, query }: MembersTableProps) {
  const { id, displayName } = organization
  const now = new Date()
  const acts = {
    remove: remove.bind(null, id),
    suspend: suspend.bind(null, id),
    restore: restore.bind(null, id),
  }
  const change = changeRoles.bind(null, id)
  const options = sharedOptions(actor, page.assignableRoles)
  const columns = { id, query }
  return (
    <Table caption={`Members of ${displayName}`}>
      <TableHead>
        <Column aria-sort={direction(query.sort, 'name') ?? direction(query.sort, 'email')}>
          <span className="flex gap-4">
            <SortBy {...columns} by="name" label="Name" />
            <SortBy {...columns} by="email" label="Email" />
          </span>
        </Column>
        {may(actor, 'read:organization_member_roles') && <Column>Role</Column>}
        <Column aria-sort={direction(query.sort, 'joined')}>
          <SortBy {...columns} by="joined" label="Joined" />
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
            isInSelection={false}
            href={`/console/users/${encodeURIComponent(member.userId)}`}
            changeRole={
              mayReplace(actor) && (
                <ChangeRole
                  act="change-member-roles"
                  change={change}
                  actor={actor}
                  member={member}
                  options={options}
                />
              )
            }
            joined={<Time value={member.joinedAt} now={now} />}
            lastActive={member.lastActiveAt && <Time value={member.lastActiveAt} now={now} />}
            acts={acts}
            removal={removalOf(organization, actor, member)}
          />
        ))}
      </TableBody>
    </Table>
  )
}

function rowOf(member: MemberDetails) {
  const { userId, name, email, picture, roles, isSelf, isBlocked, isSuspended } = member
  return { userId, name, email, picture, roles, marks: { isSelf, isBlocked, isSuspended } }
}

function mayReplace(actor: OrganizationActor): boolean {
  return may(actor, 'create:organization_member_roles') && may(actor, 'delete:organization_member_roles')
}

/** Also of the operator’s own membership. */
function removalOf(organization: OrganizationStatus, actor: OrganizationActor, member: MemberDetails) {
  const removal = memberRemoval(actor, { ...member, isSelf: false }, organization.displayName)
  const isLastOwner = organization.soleOwnerId === member.userId
  return removal && { ...removal, isByOperator: true as const, isLastOwner }
}

interface SortByProps {
  id: string
  query: MembersPageQuery
  by: 'name' | 'email' | 'joined'
  label: string
}

function SortBy({ id, query, by, label }: SortByProps) {
  const sorted = direction(query.sort, by)
  const sort: MemberSort = sorted === 'ascending' ? `-${by}` : by
  return <SortLink href={membersPath(id, { ...query, sort, page: 1 })} label={label} sorted={sorted} />
}

function direction(sort: MemberSort, by: SortByProps['by']): SortDirection {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : undefined
}
