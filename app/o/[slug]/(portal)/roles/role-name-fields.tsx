import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export function RoleNameFields({ name = '', description = '' }: { name?: string; description?: string }) {
  return (
    <div className="flex max-w-form flex-col gap-4">
      <Field name="name" label="Name">
        <Input autoComplete="off" defaultValue={name} />
      </Field>
      <Field name="description" label="Description" help="Who this role is for. Optional.">
        <Input autoComplete="off" defaultValue={description} />
      </Field>
    </div>
  )
}
