'use client'

import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl, useKeptText } from './field-context'

export function Textarea({ className, defaultValue, rows = 4, ...props }: ComponentProps<'textarea'>) {
  const wiring = useFieldControl(props)
  const kept = useKeptText()
  const start = props.value === undefined ? { defaultValue: kept ?? defaultValue } : {}
  return (
    <textarea
      rows={rows}
      {...start}
      {...props}
      {...wiring}
      className={classNames(controlStyles, 'min-h-20 resize-y px-3 py-2', className)}
    />
  )
}
