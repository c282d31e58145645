'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { FieldControl } from './field-control'

interface SelectOption {
  value: string
  label: string
}

interface SelectGroup {
  label: string
  options: readonly SelectOption[]
}

export type SelectProps = Omit<ComponentProps<'select'>, 'children' | 'multiple'> & {
  options: readonly (SelectOption | SelectGroup)[]
}

export function Select({ options, className, ...props }: SelectProps) {
  return (
    <span className={classNames('relative block min-w-0', className)}>
      <FieldControl
        as="select"
        {...props}
        className={classNames(controlStyles, 'h-control appearance-none truncate pr-9 pl-3')}
      >
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(choice)}
            </optgroup>
          ) : (
            choice(option)
          ),
        )}
      </FieldControl>
      <ChevronDown
        aria-hidden
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  )
}

function choice({ value, label }: SelectOption) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}
