'use client'

import { useRef, type ChangeEvent, type ComponentProps, type ComponentPropsWithoutRef } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { useFieldControl, useSubmittedText } from './field-context'
import { useEarlyText } from './use-early-text'

type FieldControlProps =
  | ({ as: 'input' } & ComponentPropsWithoutRef<'input'>)
  | ({ as: 'textarea' } & ComponentPropsWithoutRef<'textarea'>)
  | ({ as: 'select' } & ComponentPropsWithoutRef<'select'>)

export function FieldControl({ as, defaultValue, ...given }: FieldControlProps) {
  // Only what the three elements have in common is used here.
  const [Control, props] = [as as 'input', given as ComponentPropsWithoutRef<'input'>]
  const wiring = useFieldControl(props)
  const submitted = useSubmittedText(wiring.name)
  const start = props.value === undefined ? { defaultValue: submitted ?? defaultValue } : {}
  const control = useRef<HTMLInputElement>(null)
  useEarlyText(control, () => {
    const target = control.current
    if (as !== 'select') props.onChange?.({ target, currentTarget: target } as ChangeEvent<HTMLInputElement>)
  })
  return <Control {...start} {...props} {...wiring} ref={control} />
}

/** Takes its accessible name from its own label, not from the field’s. */
export function FieldBox({ value = 'on', defaultChecked, ...all }: ComponentProps<'input'>) {
  const { 'aria-describedby': own, ...props } = all
  const { id: _, 'aria-describedby': fields, ...wiring } = useFieldControl(props)
  const { submitted } = useFieldResult(wiring.name)
  const start =
    props.checked === undefined
      ? { defaultChecked: submitted?.includes(String(value)) ?? defaultChecked }
      : {}
  const described = { 'aria-describedby': [fields, own].filter(Boolean).join(' ') || undefined }
  return <input {...start} {...props} {...wiring} {...described} value={value} type="checkbox" />
}
