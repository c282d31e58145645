'use client'

import { use } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FieldContext } from '@/components/ui/field-context'
import { Input } from '@/components/ui/input'
import { headerFields, mostHeaderRows } from '@/lib/http/log-stream-header-fields'

/** Inside a `<Field group>`, whose error is about one of them. Rows for new ones follow those that are there. */
export function HeaderRows({ names }: { names: readonly string[] }) {
  const rows = Math.min(names.length + 2, mostHeaderRows)
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: rows }, (_, row) => {
        const name = names[row]
        return name === undefined ? (
          <NewHeader key={row} row={row} label={`New header ${row - names.length + 1}`} />
        ) : (
          <PresentHeader key={row} row={row} name={name} />
        )
      })}
    </div>
  )
}

const boxStyles = 'min-w-0 gap-3 rounded-md border p-3'

function PresentHeader({ row, name }: { row: number; name: string }) {
  const fields = headerFields(row)
  return (
    <div role="group" aria-label={name} className={`flex flex-col ${boxStyles}`}>
      <input type="hidden" name={fields.name} value={name} />
      <input type="hidden" name={fields.isPresent} value="on" />
      <code className="font-mono text-sm wrap-anywhere">{name}</code>
      <Value name={fields.value} label="New value" help="Leave it empty to keep the present one." />
      <Field name={fields.isRemoved} label={`Remove ${name}`} labelHidden group>
        <Checkbox value="on" label="Remove this header" />
      </Field>
    </div>
  )
}

function NewHeader({ row, label }: { row: number; label: string }) {
  const fields = headerFields(row)
  const wiring = useGroupWiring()
  return (
    <div role="group" aria-label={label} className={`grid sm:grid-cols-2 ${boxStyles}`}>
      <Field name={fields.name} label="Header name">
        <Input
          {...wiring}
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
  const wiring = useGroupWiring()
  return (
    <Field name={name} label={label} help={help}>
      <Input {...wiring} type="password" autoComplete="off" />
    </Field>
  )
}

function useGroupWiring() {
  const group = use(FieldContext)
  return group?.invalid ? ({ 'aria-invalid': true, 'aria-describedby': group.describedBy } as const) : {}
}
