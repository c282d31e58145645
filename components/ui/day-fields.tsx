'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useHydrated } from '@/components/ui/use-hydrated'

interface DayFieldsProps {
  from: string
  to: string
}

/** Days in the viewer’s time zone, which only the browser knows. */
export function DayFields({ from, to }: DayFieldsProps) {
  const isHydrated = useHydrated()
  const [isTouched, setTouched] = useState(false)
  const hasZone = isHydrated && (isTouched || from !== '' || to !== '')
  return (
    <div className="col-span-full grid gap-3 max-sm:w-full min-[24rem]:grid-cols-2">
      <Field name="from" label="From">
        <Input type="date" defaultValue={from} onChange={() => setTouched(true)} />
      </Field>
      <Field name="to" label="To">
        <Input type="date" defaultValue={to} onChange={() => setTouched(true)} />
      </Field>
      {hasZone && (
        <input type="hidden" name="zone" value={new Intl.DateTimeFormat().resolvedOptions().timeZone} />
      )}
    </div>
  )
}
