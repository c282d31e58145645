'use client'

import { createContext, use } from 'react'

export interface FieldWiring {
  name: string
  id: string
  describedBy: string | undefined
  invalid: boolean
  value: string | string[] | undefined
}

export const FieldContext = createContext<FieldWiring | null>(null)

interface ControlProps {
  id?: string | undefined
  name?: string | undefined
  'aria-describedby'?: string | undefined
}

/** The attributes a control takes over from the `<Field>` around it; its own come first. */
export function useFieldControl(props: ControlProps) {
  const field = use(FieldContext)
  return {
    id: props.id ?? field?.id,
    name: props.name ?? field?.name,
    'aria-describedby': props['aria-describedby'] ?? field?.describedBy,
    'aria-invalid': field?.invalid ? (true as const) : undefined,
  }
}

/** What was typed before the form was refused. */
export function useKeptText(): string | undefined {
  const value = use(FieldContext)?.value
  return typeof value === 'string' ? value : undefined
}

/** What was chosen before the form was refused, where several may be. */
export function useKeptChoices(): string[] | undefined {
  const value = use(FieldContext)?.value
  if (value === undefined) return undefined
  return typeof value === 'string' ? [value] : value
}
