'use client'

import { createElement, type ComponentProps } from 'react'
import { useFieldControl, useSubmittedText, useSubmittedChoices } from './field-context'

type FieldControlProps =
  | ({ as: 'input' } & ComponentProps<'input'>)
  | ({ as: 'textarea' } & ComponentProps<'textarea'>)
  | ({ as: 'select' } & ComponentProps<'select'>)

export function FieldControl({ as, defaultValue, ...props }: FieldControlProps) {
  const wiring = useFieldControl(props)
  const submitted = useSubmittedText(wiring.name)
  const start = props.value === undefined ? { defaultValue: submitted ?? defaultValue } : {}
  return createElement(as, { ...start, ...props, ...wiring })
}

/** Takes its accessible name from its own label, not from the field’s. */
export function FieldBox({ value = 'on', defaultChecked, ...all }: ComponentProps<'input'>) {
  const { 'aria-describedby': own, ...props } = all
  const { id: _, 'aria-describedby': fields, ...wiring } = useFieldControl(props)
  const submitted = useSubmittedChoices(wiring.name)
  const start =
    props.checked === undefined
      ? { defaultChecked: submitted?.includes(String(value)) ?? defaultChecked }
      : {}
  const described = { 'aria-describedby': [fields, own].filter(Boolean).join(' ') || undefined }
  return <input {...start} {...props} {...wiring} {...described} value={value} type="checkbox" />
}
