'use client'

import { startTransition } from 'react'
import type { FormAction } from '@/components/form/form'
import { useActionToast, type Expectations } from '@/components/form/use-action-toast'
import { showToast } from '@/components/ui/toast-manager'
import { idle } from '@/lib/http/form-state'

/** Runs an action from a menu, which has no form. A refusal is a toast, since the menu is closed by then. */
export function useRowAction(
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
