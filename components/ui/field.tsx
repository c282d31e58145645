'use client'

import { useId, type ReactNode } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { FieldContext } from './field-context'
import { FieldMessage } from './field-message'
import { joinClasses } from './join-classes'
import { labelStyles } from './label-styles'

export interface FieldProps {
  name: string
  label: ReactNode
  help?: ReactNode
  error?: string | undefined
  /** For checkboxes or radio buttons: the label becomes the legend of a fieldset. */
  group?: boolean
  labelHidden?: boolean
  className?: string
  children: ReactNode
}

export function Field({
  name,
  label,
  help,
  error,
  group = false,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const id = useId()
  const answer = useFieldResult(name)
  const problem = error ?? answer.error
  const messageId = problem || help ? `${id}-message` : undefined
  const Box = group ? 'fieldset' : 'div'
  const labelClass = labelHidden ? 'sr-only' : labelStyles
  return (
    <FieldContext value={{ name, id, describedBy: messageId, invalid: problem !== undefined }}>
      <Box className={joinClasses('flex min-w-0 flex-col gap-1.5', className)}>
        {group ? (
          <legend className={joinClasses(labelClass, !labelHidden && 'mb-1.5')}>{label}</legend>
        ) : (
          <label htmlFor={id} className={labelClass}>
            {label}
          </label>
        )}
        {children}
        <FieldMessage id={messageId} error={problem} help={help} />
      </Box>
    </FieldContext>
  )
}
