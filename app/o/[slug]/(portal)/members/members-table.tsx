import { Selection } from '@/components/ui/selection'
import { Table, TableBody } from '@/components/ui/table'
import { may, type OrganizationActor } from '@/lib/access'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import { changeRoles, remove, restore, suspend } from './actions'
import { MemberRows } from './member-rows'
import { hasBulkActs, memberRow } from './member-row'
import { MembersHead } from './members-head'
import type { MembersPage, MembersPageQuery } from './members-page'
import { memberPath, membersPath } from './query'
import { MembersBar } from './members-bar'
import { mayChangeRoles, sharedOptions } from './role-options'

interface MembersTableProps {
  organization: EnteredOrganization
  actor: OrganizationActor
  page: MembersPage
  query: MembersPageQuery
}

export function MembersTable({ organization, actor, page, query }: MembersTableProps) {
  const { slug } = organization
  const path = memberPath(slug, '')
  // Bound once for all rows, so that React serializes it once.
  const change = mayChangeRoles(actor) ? changeRoles.bind(null, slug) : undefined
  const acts = may(actor, 'delete:organization_members') ? actsIn(slug) : undefined
  const options = sharedOptions(actor, page.assignableRoles)
  const members = page.rows.map((member) => memberRow(actor, member, options))
  const hasSelection = hasBulkActs(actor)
  const table = (
    <Table caption={`Members of ${organization.displayName}`}>
      <MembersHead
        hasSelection={hasSelection}
        seesRoles={actor.permissions.has('read:organization_member_roles')}
        sort={query.sort}
        pathWith={(sort) => membersPath(slug, { ...query, sort, page: 1 })}
      />
      <TableBody>
        <MemberRows
          members={members}
          path={path}
          plainPath={path}
          organizationName={organization.displayName}
          hasSelection={hasSelection}
          changeRoles={change}
          options={options}
          acts={acts}
          now={new Date()}
        />
      </TableBody>
    </Table>
  )
  if (!hasSelection) return table
  const selectable = members.filter(({ isManageable }) => isManageable)
  return (
    <Selection ids={selectable.map(({ userId }) => userId)}>
      {table}
      <MembersBar
        members={members}
        organizationName={organization.displayName}
        options={options}
        changeRoles={change}
        acts={acts}
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
