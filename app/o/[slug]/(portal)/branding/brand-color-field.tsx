'use client'

import { useState } from 'react'
import { FormStateContext, useFieldResult } from '@/components/form/form-context'
import { ColorField } from '@/components/ui/color-field'
import { Field } from '@/components/ui/field'
import { idle } from '@/lib/http/form-state'

interface BrandColorFieldProps {
  name: string
  label: string
  help: string
  value: string
  onChange: (value: string) => void
}

export function BrandColorField({ name, label, help, value, onChange }: BrandColorFieldProps) {
  const { submitted } = useFieldResult(name)
  const [own, setOwn] = useState({ start: submitted?.[0] ?? value, value, turn: 0 })
  if (own.value !== value) setOwn({ start: value, value, turn: own.turn + 1 })
  function type(next: string) {
    setOwn({ ...own, value: next })
    onChange(next)
  }
  return (
    <Field name={name} label={label} help={help}>
      <FormStateContext value={idle}>
        <ColorField
          key={own.turn}
          defaultValue={own.start}
          placeholder="#rrggbb"
          pickerLabel={`${label} picker`}
          onValueChange={type}
        />
      </FormStateContext>
    </Field>
  )
}
