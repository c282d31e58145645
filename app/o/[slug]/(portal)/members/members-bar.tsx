'use client'

import { ConfirmDialog, type ConfirmDialogProps } from '@/components/form/confirm-dialog'
import { type ExpectedRow, useExpectEach } from '@/components/form/expected-rows'
import type { FormAction } from '@/components/form/form'
import { useCanSendEmail } from '@/components/shell/email-provider'
import { Button } from '@/components/ui/button'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { SelectionBar, SelectedIds } from '@/components/ui/selection-bar'
import { useSelection } from '@/components/ui/selection-state'
import { BulkRoles } from './bulk-roles'
import type { MemberActs } from './member-menu'
import type { MemberRowData } from './member-rows'
import { type Revocable, RevocationChoice } from './revocation-choice'

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
  const isTold = useCanSendEmail()
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
          description={`They lose all roles and access to ${organizationName} immediately${isTold ? ', and get an email about it' : ''}. Accounts are not deleted.`}
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

type BulkActProps = Pick<ConfirmDialogProps, 'title' | 'description' | 'action' | 'undo' | 'tone'> & {
  name: string
  /** Of each selected member, until the server answers, and of each that the Undo is about. */
  expected: { done: ExpectedRow; undone?: ExpectedRow }
  revocable?: Revocable
}

/** A button of the selection’s bar, and its question. */
function BulkAct({ name, revocable, expected, ...dialog }: BulkActProps) {
  const onStart = useExpectEach('user_id', expected.done)
  const onUndo = useExpectEach('user_id', expected.undone ?? {})
  return (
    <ConfirmDialog
      {...dialog}
      trigger={<Button size="small">{name}</Button>}
      onStart={onStart}
      onUndo={onUndo}
      submit={name}
    >
      <SelectedIds name="user_id" />
      {revocable && <RevocationChoice by="they" {...revocable} />}
    </ConfirmDialog>
  )
}
