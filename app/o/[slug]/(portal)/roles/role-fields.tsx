import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** What a role is called and what it is for. */
export function RoleFields({ name = '', description = '' }: { name?: string; description?: string }) {
  return (
    <div className="flex max-w-form flex-col gap-4">
      <Field name="name" label="Name">
        <Input autoComplete="off" defaultValue={name} />
      </Field>
      <Field
        name="description"
        label="Description"
        help="A few words on who should hold it. You can leave it empty."
      >
        <Input autoComplete="off" defaultValue={description} />
      </Field>
    </div>
  )
}
