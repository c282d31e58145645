'use client'

import { CirclePause, CirclePlay, UserMinus, UserRound } from 'lucide-react'
import { useState, startTransition } from 'react'
import { useExpectEach } from '@/components/form/expected-rows'
import type { FormAction } from '@/components/form/form'
import { useActionToast, type Expectations } from '@/components/form/use-action-toast'
import { Menu, MenuSeparator } from '@/components/ui/menu'
import { MenuItem, MenuLink } from '@/components/ui/menu-item'
import { showToast } from '@/components/ui/toast-manager'
import { idle } from '@/lib/http/form-state'
import { RemovalDialog, type MemberRemoval } from './removal-dialog'

interface MemberMenuProps {
  /** Undefined if the reader may not open the member’s page. */
  href: string | undefined
  /** Undefined, as `removal`, if the reader may not. */
  acts: MemberActs | undefined
  isSuspended: boolean
  /** Undefined if the reader may neither remove nor suspend the member. */
  removal?: MemberRemoval | undefined
}

export interface MemberActs {
  remove: FormAction
  suspend: FormAction
  restore: FormAction
}

export function MemberMenu({ href, acts, isSuspended, removal }: MemberMenuProps) {
  const [isAsking, setAsking] = useState<boolean>()
  const expectRemoval = useExpectEach('user_id', { leaving: 'Removing…' })

  return (
    <>
      <Menu label="More actions">
        {href && (
          <MenuLink href={href} icon={<UserRound aria-hidden strokeWidth={1.75} />}>
            See details
          </MenuLink>
        )}
        {acts && removal && <SuspensionItem userId={removal.userId} acts={acts} isSuspended={isSuspended} />}
        {href && removal && <MenuSeparator />}
        {removal && (
          <MenuItem
            tone="danger"
            icon={<UserMinus aria-hidden strokeWidth={1.75} />}
            onClick={() => setAsking(true)}
          >
            Remove from organization
          </MenuItem>
        )}
      </Menu>
      {acts && removal && isAsking !== undefined && (
        <RemovalDialog
          removal={removal}
          action={acts.remove}
          onStart={expectRemoval}
          open={isAsking}
          onOpenChange={setAsking}
        />
      )}
    </>
  )
}

interface SuspensionItemProps {
  userId: string
  acts: MemberActs
  isSuspended: boolean
}

function SuspensionItem({ userId, acts: { suspend, restore }, isSuspended }: SuspensionItemProps) {
  const [action, undo] = isSuspended ? [restore, suspend] : [suspend, restore]
  const run = useRowAction(action, undo, {
    onStart: useExpectEach('user_id', { isSuspended: !isSuspended }),
    onUndo: useExpectEach('user_id', { isSuspended }),
  })
  const Icon = isSuspended ? CirclePlay : CirclePause
  return (
    <MenuItem icon={<Icon aria-hidden strokeWidth={1.75} />} onClick={() => run({ user_id: userId })}>
      {isSuspended ? 'Restore access' : 'Suspend'}
    </MenuItem>
  )
}

/** Runs an action from a menu, which has no form. A refusal is a toast, since the menu is closed by then. */
function useRowAction(
  action: FormAction,
  undo: FormAction,
  expected: Expectations,
): (values: Record<string, string>) => void {
  const run = useActionToast(action, undo, expected)
  return (values) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(values)) form.append(name, value)
    startTransition(async () => {
      const answer = await run(idle, form)
      if (answer.status !== 'refused') return
      showToast({ title: answer.message ?? Object.values(answer.fields)[0] ?? 'Nothing was changed.' })
    })
  }
}
