'use client'

import { useState } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { classNames } from '@/components/ui/class-names'
import { controlStyles } from '@/components/ui/control-styles'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface BrandColorFieldProps {
  name: string
  label: string
  help: string
  /** `#rrggbb`. A new one replaces what was typed. */
  value: string
  onChange: (value: string) => void
}

export function BrandColorField({ name, label, help, value, onChange }: BrandColorFieldProps) {
  const { submitted } = useFieldResult(name)
  const [given, setGiven] = useState(value)
  const [text, setText] = useState(submitted?.[0] ?? value)
  function change(next: string) {
    setGiven(next)
    setText(next)
    onChange(next)
  }
  if (given !== value) {
    setGiven(value)
    setText(value)
  }
  return (
    <Field name={name} label={label} help={help}>
      <span className="flex gap-2">
        <input
          type="color"
          aria-label={`${label} picker`}
          value={/^#[0-9a-f]{6}$/i.test(text) ? text.toLowerCase() : '#ffffff'}
          onChange={(event) => change(event.currentTarget.value)}
          className={classNames(controlStyles, 'needs-script size-control shrink-0 cursor-pointer p-1')}
        />
        <Input
          value={text}
          placeholder="#rrggbb"
          spellCheck={false}
          autoComplete="off"
          maxLength={7}
          onChange={(event) => change(event.currentTarget.value)}
          className="font-mono"
        />
      </span>
    </Field>
  )
}
