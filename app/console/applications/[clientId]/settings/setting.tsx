import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Client } from '@/lib/domain/clients/read-client'
import type { SettingField } from '../settings-fields'

type FlagField = Extract<SettingField, { kind: 'flag' }>

/** A field of the form by the kind of its value. */
export function Setting({ field, client }: { field: SettingField; client: Client }) {
  const { [field.key]: value }: Record<string, unknown> = { ...client }
  if (field.kind === 'flag') return <Flag field={field} client={client} checked={value === true} />
  return (
    <Field name={field.name} label={field.label} help={field.help}>
      <Control field={field} value={textOf(value)} />
    </Field>
  )
}

function Control({ field, value }: { field: Exclude<SettingField, FlagField>; value: string }) {
  switch (field.kind) {
    case 'choice':
      return <Select options={field.options} defaultValue={value} />
    case 'number':
      return <Input inputMode="numeric" autoComplete="off" defaultValue={value} className="max-w-48" />
    case 'lines':
      return (
        <Textarea
          rows={3}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-sm"
          defaultValue={value}
        />
      )
    case 'optional_text':
    case 'text':
      return <TextInput field={field} value={value} />
  }
}

function TextInput({ field, value }: { field: { isUrl?: boolean; placeholder?: string }; value: string }) {
  if (field.isUrl) return <Input inputMode="url" autoComplete="off" defaultValue={value} />
  if (field.placeholder === undefined) return <Input autoComplete="off" defaultValue={value} />
  return (
    <Input
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      placeholder={field.placeholder}
      defaultValue={value}
    />
  )
}

function Flag({ field, client, checked }: { field: FlagField; client: Client; checked: boolean }) {
  const { name, label, checkbox, help } = field
  const alwaysOn = field.alwaysOn?.(client) ?? null
  return (
    <Field name={name} label={label} group>
      {alwaysOn !== null && <input type="hidden" name={name} value="on" />}
      <Checkbox
        label={checkbox}
        help={alwaysOn ?? help}
        defaultChecked={checked}
        disabled={alwaysOn !== null}
      />
    </Field>
  )
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
