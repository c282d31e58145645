'use client'

import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { FieldContext } from './field-context'
import { joinClasses } from './join-classes'

interface FieldProps {
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

const labelStyles = 'w-fit max-w-full text-base font-medium text-foreground'

interface FieldMessageProps {
  id: string | undefined
  error: string | undefined
  help: ReactNode
}

function FieldMessage({ id, error, help }: FieldMessageProps) {
  if (error) {
    return (
      <p id={id} className="flex gap-1.5 text-sm text-danger">
        <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0">{error}</span>
      </p>
    )
  }
  if (!help) return null
  return (
    <p id={id} className="text-sm text-muted-foreground">
      {help}
    </p>
  )
}
