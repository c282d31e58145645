'use client'

import type { FormAction } from '@/components/form/form'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { SelectionBar } from '@/components/ui/selection-bar'
import { useSelection } from '@/components/ui/selection-state'
import { BulkAct } from './bulk-act'
import { BulkRoles } from './bulk-roles'
import type { MemberActs } from './member-menu'
import type { MemberRowData } from './member-row'

const suspended = { isSuspended: true }
const restored = { isSuspended: false }

interface MembersBarProps {
  members: readonly MemberRowData[]
  organizationName: string
  options: RoleOption[]
  /** Undefined if the reader may not. */
  changeRoles: FormAction | undefined
  acts: MemberActs | undefined
}

export function MembersBar({ members, organizationName, options, changeRoles, acts }: MembersBarProps) {
  const { selected } = useSelection()
  const chosen = members.filter(({ userId }) => selected.includes(userId))
  const who = chosen.length === 1 ? '1 member' : `${chosen.length} members`
  return (
    <SelectionBar>
      {changeRoles && options.length > 0 && (
        <BulkRoles members={chosen} who={who} options={options} action={changeRoles} />
      )}
      {acts && chosen.some(({ isSuspended }) => !isSuspended) && (
        <BulkAct
          name="Suspend"
          title={`Suspend ${who}?`}
          description={`They lose access to ${organizationName} immediately, and keep their roles. You can restore it at any time.`}
          action={acts.suspend}
          undo={acts.restore}
          expected={{ done: suspended, undone: restored }}
        />
      )}
      {acts && chosen.some(({ isSuspended }) => isSuspended) && (
        <BulkAct
          name="Restore access"
          title={`Restore access for ${who}?`}
          description={`Those who are suspended have access to ${organizationName} again, with the roles they had.`}
          action={acts.restore}
          undo={acts.suspend}
          expected={{ done: restored, undone: suspended }}
          tone="primary"
        />
      )}
      {acts && (
        <BulkAct
          name="Remove"
          title={`Remove ${who}?`}
          description={`They lose all roles and access to ${organizationName} immediately, and get an email about it. Accounts are not deleted.`}
          action={acts.remove}
          expected={{ done: { leaving: 'Removing…' } }}
          revocable={{
            invitations: chosen.reduce((sum, { invitations = 0 }) => sum + invitations, 0),
            hasJoinLink: chosen.some(({ hasJoinLink }) => hasJoinLink),
          }}
        />
      )}
    </SelectionBar>
  )
}
