import type { ComponentPropsWithoutRef } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { FieldControl } from './field-control'

export function Textarea({ className, rows = 4, ...props }: ComponentPropsWithoutRef<'textarea'>) {
  return (
    <FieldControl
      as="textarea"
      rows={rows}
      {...props}
      className={classNames(controlStyles, 'min-h-20 resize-y px-3 py-2', className)}
    />
  )
}
