import { SelectColumn } from '@/components/ui/selection'
import { SortColumn } from '@/components/ui/sort-column'
import { ActionsColumn, Column, TableHead } from '@/components/ui/table'
import type { MemberSort } from '@/lib/domain/members/list-members'

interface MembersHeadProps {
  hasSelection?: boolean
  seesRoles: boolean
  sort: MemberSort
  /** The path of the list in another order. */
  pathWith: (sort: MemberSort) => string
}

/** The columns of a `MemberRows`. */
export function MembersHead({ hasSelection = false, seesRoles, ...sorting }: MembersHeadProps) {
  return (
    <TableHead>
      {hasSelection && <SelectColumn />}
      <SortColumn
        {...sorting}
        by={[
          ['name', 'Name'],
          ['email', 'Email'],
        ]}
      />
      {seesRoles && <Column>Role</Column>}
      <SortColumn {...sorting} by={[['joined', 'Joined']]} />
      <Column>Last active</Column>
      <ActionsColumn />
    </TableHead>
  )
}
