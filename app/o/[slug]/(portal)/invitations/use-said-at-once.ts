'use client'

import type { FormAction } from '@/components/form/form'
import { showToast } from '@/components/ui/toast-manager'
import { useHydrated } from '@/components/ui/use-hydrated'

/**
 * The action, whose message is said as soon as it is heard: the row with its form may be gone from the list before
 * the form could say it. Without JavaScript it is the action itself.
 */
export function useSaidAtOnce(action: FormAction): FormAction {
  if (!useHydrated()) return action
  return async (state, form) => {
    const answer = await action(state, form)
    if (answer.status !== 'done' || answer.message === undefined) return answer
    showToast({ title: answer.message })
    return { status: 'done' }
  }
}
