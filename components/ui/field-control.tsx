'use client'

import { createElement, type ComponentProps } from 'react'
import { useFieldControl, useKeptText, useKeptChoices } from './field-context'

type FieldControlProps =
  | ({ as: 'input' } & ComponentProps<'input'>)
  | ({ as: 'textarea' } & ComponentProps<'textarea'>)
  | ({ as: 'select' } & ComponentProps<'select'>)

/** The one element to type or choose in, wired to its `<Field>`; it starts with what was typed before a refusal. */
export function FieldControl({ as, defaultValue, ...props }: FieldControlProps) {
  const wiring = useFieldControl(props)
  const kept = useKeptText(wiring.name)
  const start = props.value === undefined ? { defaultValue: kept ?? defaultValue } : {}
  return createElement(as, { ...start, ...props, ...wiring })
}

/** A box to tick: it takes its field’s name, but its own label names it. */
export function FieldBox({ value = 'on', defaultChecked, ...props }: ComponentProps<'input'>) {
  const { id: _, ...wiring } = useFieldControl(props)
  const kept = useKeptChoices(wiring.name)
  const start =
    props.checked === undefined ? { defaultChecked: kept?.includes(String(value)) ?? defaultChecked } : {}
  return <input {...start} {...props} {...wiring} value={value} type="checkbox" />
}
