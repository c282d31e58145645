'use client'

import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl, useKeptText } from './field-context'

export type InputProps = ComponentProps<'input'>

export function Input({ className, defaultValue, ...props }: InputProps) {
  const wiring = useFieldControl(props)
  const kept = useKeptText()
  const start = props.value === undefined ? { defaultValue: kept ?? defaultValue } : {}
  return (
    <input
      {...start}
      {...props}
      {...wiring}
      className={classNames(controlStyles, 'h-control px-3', className)}
    />
  )
}
