'use client'

import { showToast } from '@/components/ui/toast-manager'
import { useHydrated } from '@/components/ui/use-hydrated'
import { typedValues, type FormState } from '@/lib/http/form-state'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

/** Shows the message at once: the form may disappear with its row of a list before it could show it. */
export function useActionToast(action: FormAction): FormAction {
  if (!useHydrated()) return action
  return async (state, form) => {
    const answer = await action(state, form).catch((error: unknown) => lostResponse(error, form))
    if (answer.status !== 'done' || answer.message === undefined) return answer
    showToast({ title: answer.message })
    return { status: 'done' }
  }
}

/** Keeps the input if the response was lost. Errors thrown by Next or by the action have a digest. */
function lostResponse(error: unknown, form: FormData): FormState {
  const isAnswer = !(error instanceof Error) || 'digest' in error || error.name === 'UnrecognizedActionError'
  if (isAnswer) throw error
  const message = 'Foyer couldn’t respond. Try again in a moment.'
  return { status: 'refused', message, fields: {}, values: typedValues(form) }
}
