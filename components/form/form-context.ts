'use client'

import { createContext, use } from 'react'
import type { FormState } from '@/lib/http/form-state'

export const FormStateContext = createContext<FormState>({ status: 'idle' })

interface FieldResult {
  error?: string | undefined
  /** What was sent: empty if nothing was chosen, undefined before the form is sent. */
  submitted?: string[] | undefined
}

export function useFieldResult(name: string | undefined): FieldResult {
  const state = use(FormStateContext)
  if (name === undefined || !('values' in state) || state.values === null) return {}
  const submitted = [state.values[name] ?? []].flat()
  return state.status === 'refused' ? { error: state.fields[name], submitted } : { submitted }
}
