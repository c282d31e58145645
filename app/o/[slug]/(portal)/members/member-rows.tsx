'use client'

import { ExpectedNote, ExpectedTableRow, useExpectedRow } from '@/components/form/expected-rows'
import type { FormAction } from '@/components/form/form'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { RoleEditor } from '@/components/form/role-editor'
import { PersonCell } from '@/components/ui/person-cell'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { RoleBadges } from '@/components/ui/role-badges'
import { SelectCell } from '@/components/ui/selection'
import { Cell } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { MemberBadges } from './member-badges'
import { MemberMenu, type MemberActs } from './member-menu'
import type { MemberRemoval } from './removal-dialog'

export interface MemberRowData {
  userId: string
  name: string
  email: string
  picture?: string
  isSelf?: true
  isBlocked?: true
  isSuspended?: true
  /** By a directory. */
  isManaged?: boolean
  /** Undefined if the reader may not see them. */
  roles?: { id: string; name: string }[]
  joinedAt: Date
  /** Undefined: never. */
  lastActiveAt?: Date
  /** The reader may suspend and remove them. */
  isManageable?: true
  /** If they differ from those of the list. */
  options?: RoleOption[]
  /** Pending invitations that they sent and the reader may revoke. */
  invitations?: number
  /** They made the join link, and the reader may turn it off. */
  hasJoinLink?: true
  isLastOwner?: true
}

/** What all rows share: the page carries it once. */
interface MemberRowsProps {
  members: readonly MemberRowData[]
  /** The path of a member’s page, up to their id. Undefined if the reader may not open it. */
  path: string | undefined
  /** Where roles are changed without JavaScript, up to the member’s id. */
  plainPath: string
  /** The member whose roles are changed here without JavaScript. */
  editedId?: string | undefined
  organizationName: string
  isByOperator?: true
  /** Whether rows have checkboxes. */
  hasSelection?: boolean
  /** Undefined if the reader may not change roles. */
  changeRoles: FormAction | undefined
  /** What changing roles requires a recent sign-in for. */
  act?: ContinuedAct
  options: RoleOption[]
  /** Undefined if the reader may neither remove nor suspend members. */
  acts: MemberActs | undefined
  now: Date
}

/**
 * The rows below a `MembersHead`, here and in the console. A client component: the page then carries the rows’ data, but
 * not their markup a second time.
 */
export function MemberRows({ members, ...list }: MemberRowsProps) {
  return members.map((member) => <MemberRow key={member.userId} member={member} {...list} />)
}

type MemberRowProps = Omit<MemberRowsProps, 'members'> & { member: MemberRowData }

function MemberRow({ member, ...list }: MemberRowProps) {
  const { userId, name, email, picture, isSelf, isBlocked, joinedAt, lastActiveAt } = member
  const expected = useExpectedRow(userId)
  const roles = member.roles && (expected.roles ?? member.roles)
  const isSuspended = expected.isSuspended ?? member.isSuspended ?? false
  const href = list.path && list.path + encodeURIComponent(userId)
  return (
    <ExpectedTableRow rowId={userId}>
      {list.hasSelection && <SelectCell id={userId} label={name} />}
      <PersonCell name={name} note={email} imageUrl={picture} href={href}>
        <MemberBadges
          isSelf={isSelf}
          isBlocked={isBlocked}
          isSuspended={isSuspended}
          isManaged={member.isManaged}
          isByOperator={list.isByOperator}
        />
        <ExpectedNote rowId={userId} />
      </PersonCell>
      {roles && (
        <Cell title={roles.map((role) => role.name).join(', ')}>
          <RoleBadges roles={roles} />
        </Cell>
      )}
      <Cell className="text-muted-foreground max-lg:sr-only">
        <span className="wide:hidden">Joined </span>
        <Time value={joinedAt} now={list.now} />
      </Cell>
      <Cell className="text-muted-foreground">
        <span className="wide:hidden">{lastActiveAt ? 'Active ' : 'Never active'}</span>
        {lastActiveAt ? (
          <Time value={lastActiveAt} now={list.now} />
        ) : (
          <span className="max-wide:hidden">Never</span>
        )}
      </Cell>
      <Cell narrow="corner" align="end">
        <RowActs member={member} list={list} href={href} isSuspended={isSuspended} />
      </Cell>
    </ExpectedTableRow>
  )
}

interface RowActsProps extends InList {
  href: string | undefined
  isSuspended: boolean
}

function RowActs({ member, list, href, isSuspended }: RowActsProps) {
  const removal = removalOf(member, list)
  return (
    <span className="row-acts gap-1">
      <RowRoleEditor member={member} list={list} />
      {(href || removal) && (
        <MemberMenu href={href} acts={list.acts} isSuspended={isSuspended} removal={removal} />
      )}
    </span>
  )
}

interface InList {
  member: MemberRowData
  list: Omit<MemberRowProps, 'member'>
}

function RowRoleEditor({ member, list }: InList) {
  const { userId, name, roles, options = list.options } = member
  if (!roles || !list.changeRoles) return null
  return (
    <RoleEditor
      action={list.changeRoles}
      act={list.act}
      actOn={userId}
      subject={name}
      rowId={userId}
      chosen={roles.map(({ id }) => id)}
      options={options}
      plainHref={list.editedId === userId ? undefined : list.plainPath + encodeURIComponent(userId)}
    >
      <input type="hidden" name="user_id" value={userId} />
    </RoleEditor>
  )
}

function removalOf(member: MemberRowData, list: InList['list']): MemberRemoval | undefined {
  const { userId, name, isManageable, invitations = 0, hasJoinLink = false, isLastOwner } = member
  const { organizationName, isByOperator, acts } = list
  if (!acts || !isManageable) return undefined
  return {
    userId,
    name,
    organizationName,
    invitations,
    hasJoinLink,
    ...(isByOperator && { isByOperator }),
    ...(isLastOwner && { isLastOwner }),
  }
}
