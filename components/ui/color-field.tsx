'use client'

import { useState } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { Input } from './input'
import { useFieldControl, useSubmittedText } from './field-context'

export interface ColorFieldProps {
  /** `#rrggbb` */
  defaultValue?: string
  placeholder?: string
  pickerLabel: string
  onValueChange?: (value: string) => void
}

/** Place it inside a `<Field>`. */
export function ColorField({ defaultValue = '', placeholder, pickerLabel, onValueChange }: ColorFieldProps) {
  const { name } = useFieldControl({})
  const submitted = useSubmittedText(name)
  const [value, setValue] = useState(submitted ?? defaultValue)
  function change(next: string) {
    setValue(next)
    onValueChange?.(next)
  }
  return (
    <span className="flex gap-2">
      <input
        type="color"
        aria-label={pickerLabel}
        value={/^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : '#ffffff'}
        onChange={(event) => change(event.currentTarget.value)}
        className={classNames(controlStyles, 'needs-script size-control shrink-0 cursor-pointer p-1')}
      />
      <Input
        name={name}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        maxLength={7}
        onChange={(event) => change(event.currentTarget.value)}
        className="font-mono"
      />
    </span>
  )
}
