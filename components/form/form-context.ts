'use client'

import { createContext, use } from 'react'
import type { FormState } from '@/lib/http/form-state'

export const FormStateContext = createContext<FormState>({ status: 'idle' })

export interface FieldAnswer {
  error?: string | undefined
  /** What was typed or chosen, a list where several may be; undefined before the form was sent. */
  kept?: string[] | undefined
}

/** What the enclosing `<Form>` last heard about the field of that name. */
export function useFieldAnswer(name: string | undefined): FieldAnswer {
  const state = use(FormStateContext)
  if (name === undefined || state.status === 'idle' || state.status === 'done') return {}
  const kept = [state.values[name] ?? []].flat()
  return state.status === 'review' ? { kept } : { error: state.fields[name], kept }
}
