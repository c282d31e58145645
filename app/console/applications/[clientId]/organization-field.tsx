import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** Sent as `organization`. */
export function OrganizationField({ label }: { label: string }) {
  return (
    <Field name="organization" label={label} help="Its slug or its ID.">
      <Input autoComplete="off" autoCapitalize="none" spellCheck={false} placeholder="acme" />
    </Field>
  )
}
