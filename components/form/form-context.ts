'use client'

import { createContext, use } from 'react'
import type { FormState } from '@/lib/http/form-state'

export const FormStateContext = createContext<FormState>({ status: 'idle' })

/** What the enclosing `<Form>` last heard about the field of that name. */
export function useFieldAnswer(name: string | undefined): FieldAnswer {
  const state = use(FormStateContext)
  if (name === undefined || state.status !== 'refused') return {}
  return { error: state.fields[name], value: state.values[name] }
}

interface FieldAnswer {
  error?: string | undefined
  value?: string | string[] | undefined
}
