'use client'

import { startTransition, type ReactNode } from 'react'
import type { FormState } from '@/lib/http/form-state'
import { MenuItem } from './menu-item'
import { showToast } from './toast-manager'

export interface MenuActionProps {
  action: (form: FormData) => Promise<FormState | undefined>
  /** What the action’s form says. */
  fields?: Record<string, string>
  icon?: ReactNode
  tone?: 'neutral' | 'danger'
  disabledReason?: string | undefined
  children: ReactNode
}

/** A menu item that posts to a server action at once and confirms it in a toast. */
export function MenuAction({ action, fields = {}, ...item }: MenuActionProps) {
  function run() {
    startTransition(async () => {
      const answer = await action(formOf(fields))
      if (answer && answer.status !== 'idle' && answer.message) showToast({ title: answer.message })
    })
  }
  return <MenuItem {...item} onClick={run} />
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
