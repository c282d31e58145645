'use client'

import { createContext, use, type ComponentProps } from 'react'
import { useFieldResult } from '@/components/form/form-context'

interface FieldWiring {
  name: string
  id: string
  describedBy: string | undefined
  invalid: boolean
}

export const FieldContext = createContext<FieldWiring | null>(null)

interface ControlProps {
  id?: string | undefined
  name?: string | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: ComponentProps<'input'>['aria-invalid']
}

/** The control’s own attributes take precedence. */
export function useFieldControl(props: ControlProps) {
  const field = use(FieldContext)
  return {
    id: props.id ?? field?.id,
    name: props.name ?? field?.name,
    'aria-describedby': props['aria-describedby'] ?? field?.describedBy,
    'aria-invalid': field?.invalid ? (true as const) : props['aria-invalid'],
  }
}

export function useSubmittedText(name: string | undefined): string | undefined {
  return useFieldResult(name).submitted?.[0]
}
