'use client'

import { use } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FieldContext } from '@/components/ui/field-context'
import { Input } from '@/components/ui/input'
import {
  mostHeaders,
  newHeaderFields,
  newHeaderRows,
  presentHeaderFields,
  presentHeaders,
} from '@/lib/http/log-stream-header-fields'

/** Inside a `<Field group>`, whose error is about one of them. Rows for new headers follow the present ones. */
export function HeaderRows({ names }: { names: readonly string[] }) {
  const rows = Math.min(newHeaderRows, Math.max(0, mostHeaders - names.length))
  return (
    <div className="flex flex-col gap-3">
      {names.map((name) => (
        <PresentHeader key={name} name={name} />
      ))}
      {Array.from({ length: rows }, (_, row) => (
        <NewHeader key={row} row={row} />
      ))}
    </div>
  )
}

const boxStyles = 'min-w-0 gap-3 rounded-md border p-3'

function PresentHeader({ name }: { name: string }) {
  const fields = presentHeaderFields(name)
  return (
    <div role="group" aria-label={name} className={`flex flex-col ${boxStyles}`}>
      <input type="hidden" name={presentHeaders} value={name} />
      <code className="font-mono text-sm wrap-anywhere">{name}</code>
      <Value name={fields.value} label="New value" help="Leave it empty to keep the present one." />
      <Field name={fields.isRemoved} label={`Remove ${name}`} labelHidden group>
        <Checkbox value="on" label="Remove this header" />
      </Field>
    </div>
  )
}

function NewHeader({ row }: { row: number }) {
  const fields = newHeaderFields(row)
  const error = useGroupError()
  return (
    <div role="group" aria-label={`New header ${row + 1}`} className={`grid sm:grid-cols-2 ${boxStyles}`}>
      <Field name={fields.name} label="Header name">
        <Input
          {...error}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          placeholder="x-source"
          className="font-mono"
        />
      </Field>
      <Value name={fields.value} label="Value" />
    </div>
  )
}

function Value({ name, label, help }: { name: string; label: string; help?: string }) {
  const error = useGroupError()
  return (
    <Field name={name} label={label} help={help}>
      <Input {...error} type="password" autoComplete="off" />
    </Field>
  )
}

function useGroupError() {
  const group = use(FieldContext)
  return group?.invalid ? ({ 'aria-invalid': true, 'aria-describedby': group.describedBy } as const) : {}
}
