'use client'

import { createContext, use } from 'react'
import type { FormState } from '@/lib/http/form-state'

export const FormStateContext = createContext<FormState>({ status: 'idle' })

export interface FieldAnswer {
  error?: string | undefined
  /** The submitted value, a list where several are allowed; undefined before the form is sent. */
  kept?: string[] | undefined
}

/** The last result of the enclosing `<Form>` for the field with this name. */
export function useFieldAnswer(name: string | undefined): FieldAnswer {
  const state = use(FormStateContext)
  if (name === undefined || state.status === 'idle' || state.status === 'done') return {}
  const kept = [state.values[name] ?? []].flat()
  return state.status === 'review' ? { kept } : { error: state.fields[name], kept }
}
