'use client'

import type { ReactNode } from 'react'
import { ExpectedNote, ExpectedTableRow, useExpectedRow } from '@/components/form/expected-rows'
import { PersonCell } from '@/components/ui/person-cell'
import { RoleBadges } from '@/components/ui/role-badges'
import { SelectCell } from '@/components/ui/selection'
import { Cell } from '@/components/ui/table'
import { MemberBadges, type MemberBadgesProps } from './member-badges'
import { MemberMenu, type MemberActs } from './member-menu'
import type { MemberRemoval } from './removal-form'

interface MemberRowProps {
  userId: string
  /** Whether the table has a column of checkboxes. */
  isInSelection: boolean
  href: string
  name: string
  email: string
  picture: string | null
  marks: MemberBadgesProps
  /** Null if the reader may not see them. */
  roles: { id: string; name: string }[] | null
  changeRole: ReactNode
  joined: ReactNode
  /** Null: never. */
  lastActive: ReactNode
  acts: MemberActs
  removal: MemberRemoval | undefined
}

/** A client component: the page then carries the rows’ data, but not their markup a second time. */
export function MemberRow({ href, changeRole, joined, lastActive, acts, ...member }: MemberRowProps) {
  const expected = useExpectedRow(member.userId)
  const roles = member.roles && (expected.roles ?? member.roles)
  const marks = { ...member.marks, isSuspended: expected.isSuspended ?? member.marks.isSuspended }
  return (
    <ExpectedTableRow rowId={member.userId}>
      {member.isInSelection && <SelectCell id={member.userId} label={member.name} />}
      <PersonCell name={member.name} note={member.email} imageUrl={member.picture} href={href}>
        <MemberBadges {...marks} />
        <ExpectedNote rowId={member.userId} />
      </PersonCell>
      {roles && (
        <Cell title={roles.map(({ name }) => name).join(', ')}>
          <RoleBadges roles={roles} />
        </Cell>
      )}
      <Cell className="whitespace-nowrap text-muted-foreground max-sm:sr-only">
        <span className="wide:hidden">Joined </span>
        {joined}
      </Cell>
      <Cell className="whitespace-nowrap text-muted-foreground">
        <span className="wide:hidden">{lastActive === null ? 'Never active' : 'Active '}</span>
        {lastActive ?? <span className="max-wide:hidden">Never</span>}
      </Cell>
      <Cell narrow="end" align="end">
        <span className="flex items-center justify-end gap-1">
          {changeRole}
          <MemberMenu href={href} acts={acts} isSuspended={marks.isSuspended} removal={member.removal} />
        </span>
      </Cell>
    </ExpectedTableRow>
  )
}
