import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { EventChoice } from '@/lib/domain/webhooks/webhook-types'

interface WebhookFieldsProps {
  choices: readonly EventChoice[]
  values?: { name: string; url: string; eventTypes: readonly string[] }
}

export function WebhookFields({
  choices,
  values: { name, url, eventTypes } = { name: '', url: '', eventTypes: [] },
}: WebhookFieldsProps) {
  return (
    <>
      <Field name="name" label="Name">
        <Input defaultValue={name} autoComplete="off" placeholder="Warehouse" />
      </Field>
      <Field name="url" label="URL" help="A public https address. Redirects are not followed.">
        <Input
          type="url"
          inputMode="url"
          defaultValue={url}
          autoComplete="off"
          placeholder="https://hooks.example.com/foyer"
        />
      </Field>
      <Field name="event_types" label="Events to send" group>
        <div className="flex flex-col gap-3">
          <Checkbox
            value="*"
            label="All events"
            help="Also of types that are added later."
            defaultChecked={eventTypes.includes('*')}
          />
          {choices.map((choice) => (
            <GroupChoice key={choice.value} choice={choice} chosen={eventTypes} />
          ))}
        </div>
      </Field>
    </>
  )
}

/** A group, or single types of it. */
function GroupChoice({ choice, chosen }: { choice: EventChoice; chosen: readonly string[] }) {
  const { value, label, types } = choice
  return (
    <div className="flex flex-col gap-1">
      <Checkbox value={value} label={label} defaultChecked={chosen.includes(value)} />
      <details className="ml-7" open={types.some((type) => chosen.includes(type.value))}>
        <summary className="w-fit cursor-pointer text-sm text-muted-foreground pointer-coarse:py-3">
          Single events<span className="sr-only"> of {label}</span>
        </summary>
        <div className="mt-2 mb-1 flex flex-col gap-2">
          {types.map((type) => (
            <Checkbox
              key={type.value}
              value={type.value}
              label={<code className="font-mono text-sm wrap-anywhere">{type.value}</code>}
              help={type.label}
              defaultChecked={chosen.includes(type.value)}
            />
          ))}
        </div>
      </details>
    </div>
  )
}
