import { Table, TableBody } from '@/components/ui/table'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { may, type OrganizationActor } from '@/lib/access'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { MemberRows, type MemberRowData } from '../../../../o/[slug]/(portal)/members/member-rows'
import { memberRow } from '../../../../o/[slug]/(portal)/members/member-row'
import { MembersHead } from '../../../../o/[slug]/(portal)/members/members-head'
import type { MembersPage, MembersPageQuery } from '../../../../o/[slug]/(portal)/members/members-page'
import { membersPathWith } from '../../../../o/[slug]/(portal)/members/query'
import { sharedOptions } from '../../../../o/[slug]/(portal)/members/role-options'
import { organizationPath } from '../../query'
import { changeRoles, remove, restore, suspend } from './actions'

interface MembersTableProps {
  organization: OrganizationStatus
  actor: OrganizationActor
  page: MembersPage
  query: MembersPageQuery
  editedId: string | undefined
  mayOpenUsers: boolean
}

export function MembersTable(props: MembersTableProps) {
  const { organization, actor, page, query, editedId, mayOpenUsers } = props
  const { id, displayName } = organization
  const acts = may(actor, 'delete:organization_members')
    ? {
        remove: remove.bind(null, id),
        suspend: suspend.bind(null, id),
        restore: restore.bind(null, id),
      }
    : undefined
  const options = sharedOptions(actor, page.assignableRoles)
  return (
    <Table caption={`Members of ${displayName}`}>
      <MembersHead
        seesRoles={may(actor, 'read:organization_member_roles')}
        sort={query.sort}
        pathWith={(sort) => membersPath(id, { ...query, sort, page: 1 })}
      />
      <TableBody>
        <MemberRows
          members={page.rows.map((member) => rowOf({ organization, actor, member, options }))}
          path={mayOpenUsers ? '/console/users/' : undefined}
          plainPath={plainEditorPath(id, query)}
          editedId={editedId}
          organizationName={displayName}
          isByOperator
          act="change-member-roles"
          changeRoles={mayReplace(actor) ? changeRoles.bind(null, id) : undefined}
          options={options}
          acts={acts}
          now={new Date()}
        />
      </TableBody>
    </Table>
  )
}

export function membersPath(organizationId: string, query: MembersPageQuery): string {
  return membersPathWith(organizationPath(organizationId, 'members'), query)
}

/** The same list with a form that changes the roles of one member, without JavaScript: up to the member’s id. */
function plainEditorPath(organizationId: string, query: MembersPageQuery): string {
  const path = membersPath(organizationId, query)
  return `${path}${path.includes('?') ? '&' : '?'}edited=`
}

interface RowInput extends Pick<MembersTableProps, 'organization' | 'actor'> {
  member: MemberDetails
  options: RoleOption[]
}

/** Operators may also act on themselves. */
function rowOf({ organization, actor, member, options }: RowInput): MemberRowData {
  const row = memberRow(actor, { ...member, isSelf: false }, options)
  const isLastOwner = organization.soleOwnerId === member.userId
  return { ...row, ...(member.isSelf && { isSelf: true }), ...(isLastOwner && { isLastOwner }) }
}

function mayReplace(actor: OrganizationActor): boolean {
  return may(actor, 'create:organization_member_roles', 'delete:organization_member_roles')
}
