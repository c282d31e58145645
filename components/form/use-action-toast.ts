'use client'

import { startTransition } from 'react'
import { isOfOtherBuild, postForPage } from './post-for-page'
import { showToast } from '@/components/ui/toast-manager'
import { useHydrated } from '@/components/ui/use-hydrated'
import { idle, isLimit, typedValues, type FormState, type FormValues } from '@/lib/http/form-state'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

/** Called inside the action, before the request, with what is sent. */
export interface Expectations {
  onStart?: ((form: FormData) => void) | undefined
  onUndo?: ((form: FormData) => void) | undefined
}

/** Shows the message at once: the form may disappear with its row of a list before it could show it. */
export function useActionToast(
  action: FormAction,
  undo?: FormAction,
  { onStart, onUndo }: Expectations = {},
): FormAction {
  if (!useHydrated()) return action
  return async (state, form) => {
    onStart?.(form)
    const answer = await action(state, form).catch((error: unknown) => lostResponse(error, form))
    if (answer.status !== 'done' || answer.message === undefined) return answer
    const { undo: values, skipped } = answer
    const canUndo = undo !== undefined && values !== undefined
    showToast({ title: answer.message, ...(canUndo ? { undo: () => runUndo(undo, values, onUndo) } : {}) })
    return skipped === undefined ? { status: 'done' } : { status: 'done', skipped }
  }
}

/** The form may be gone by now, so a refusal is a toast too. */
function runUndo(undo: FormAction, values: FormValues, onUndo: Expectations['onUndo']) {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) {
    for (const item of [value].flat()) form.append(name, item)
  }
  startTransition(async () => {
    onUndo?.(form)
    const answer = await undo(idle, form).catch((error: unknown) => lostResponse(error, form))
    if (answer.status === 'done') showToast({ title: answer.message ?? 'Undone.' })
    if (answer.status !== 'refused') return
    const reason = answer.message ?? Object.values(answer.fields)[0]
    showToast({
      title: 'That could not be undone.',
      ...(reason === undefined ? {} : { description: reason }),
    })
  })
}

/** Keeps the input if the response was lost. Errors thrown by Next or by the action have a digest. */
function lostResponse(error: unknown, form: FormData): FormState | Promise<never> {
  if (isOfOtherBuild(error)) return postForPage(form)
  if (!(error instanceof Error) || 'digest' in error) throw error
  const message = isLimit(error.message)
    ? error.message.trim()
    : 'The server couldn’t respond. Try again in a moment.'
  return { status: 'refused', message, fields: {}, values: typedValues(form) }
}
