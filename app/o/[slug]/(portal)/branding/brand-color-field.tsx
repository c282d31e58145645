'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
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
  const picker = useRef<HTMLInputElement>(null)
  const picked = /^#[0-9a-f]{6}$/i.test(text) ? text.toLowerCase() : '#ffffff'
  // React does not report a color that was picked before the page’s scripts ran.
  const takeEarlyColor = useEffectEvent(() => {
    const { value: early = picked } = picker.current ?? {}
    if (early !== picked) change(early)
  })
  useEffect(() => takeEarlyColor(), [])
  return (
    <Field name={name} label={label} help={help}>
      <span className="flex gap-2">
        <input
          ref={picker}
          type="color"
          aria-label={`${label} picker`}
          value={picked}
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
