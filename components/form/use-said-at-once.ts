'use client'

import { showToast } from '@/components/ui/toast-manager'
import { useHydrated } from '@/components/ui/use-hydrated'
import { typedValues, type FormState } from '@/lib/http/form-state'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

/**
 * The action, whose message is said as soon as it is heard: a form may be gone, with its row in a
 * list, before it could say it. Without JavaScript it is the action itself.
 */
export function useSaidAtOnce(action: FormAction): FormAction {
  if (!useHydrated()) return action
  return async (state, form) => {
    const answer = await action(state, form).catch((error: unknown) => orRefused(error, form))
    if (answer.status !== 'done' || answer.message === undefined) return answer
    showToast({ title: answer.message })
    return { status: 'done' }
  }
}

/**
 * An action that was refused before it could run, or whose answer was lost: what was typed stays. What Next or the
 * action itself throws has a digest.
 */
function orRefused(error: unknown, form: FormData): FormState {
  const isAnswer = !(error instanceof Error) || 'digest' in error || error.name === 'UnrecognizedActionError'
  if (isAnswer) throw error
  const message = 'Foyer could not answer right now. Try again in a moment.'
  return { status: 'refused', message, fields: {}, values: typedValues(form) }
}
