import type { ComponentPropsWithoutRef } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { FieldControl } from './field-control'

type InputProps = ComponentPropsWithoutRef<'input'>

export function Input({ className, ...props }: InputProps) {
  return (
    <FieldControl as="input" {...props} className={classNames(controlStyles, 'h-control px-3', className)} />
  )
}
