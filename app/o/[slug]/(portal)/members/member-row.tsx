'use client'

import type { ReactNode } from 'react'
import type { FormAction } from '@/components/form/form'
import { AppLink } from '@/components/ui/app-link'
import { Person } from '@/components/ui/person'
import { Cell, TableRow } from '@/components/ui/table'
import { MemberBadges, type MemberBadgesProps } from './member-badges'
import { MemberMenu } from './member-menu'
import type { MemberRemoval } from './removal-form'

interface MemberRowProps {
  href: string
  name: string
  email: string
  picture: string | null
  marks: MemberBadgesProps
  /** Absent if the user may not see them. */
  roles: ReactNode
  joined: ReactNode
  remove: FormAction
  removal: MemberRemoval | undefined
}

/** A client component: the page then carries the rows’ data, but not their markup a second time. */
export function MemberRow({ href, roles, joined, remove, removal, ...member }: MemberRowProps) {
  return (
    <TableRow>
      <Cell phone="line" className="max-w-0 sm:w-full max-sm:max-w-full max-sm:pr-12">
        <span className="flex min-w-0 items-center gap-2">
          <AppLink href={href} className="min-w-0 rounded-sm">
            <Person name={member.name} email={member.email} imageUrl={member.picture ?? undefined} />
          </AppLink>
          <MemberBadges {...member.marks} />
        </span>
      </Cell>
      {roles && <Cell phone="line">{roles}</Cell>}
      <Cell phone="hide" className="text-muted-foreground">
        {joined}
      </Cell>
      <Cell phone="corner" align="end">
        <MemberMenu href={href} remove={remove} removal={removal} />
      </Cell>
    </TableRow>
  )
}
