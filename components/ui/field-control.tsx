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
export function FieldBox({ value = 'on', defaultChecked, ...all }: ComponentProps<'input'>) {
  const { 'aria-describedby': own, ...props } = all
  const { id: _, 'aria-describedby': fields, ...wiring } = useFieldControl(props)
  const kept = useKeptChoices(wiring.name)
  const start =
    props.checked === undefined ? { defaultChecked: kept?.includes(String(value)) ?? defaultChecked } : {}
  const described = { 'aria-describedby': [fields, own].filter(Boolean).join(' ') || undefined }
  return <input {...start} {...props} {...wiring} {...described} value={value} type="checkbox" />
}
