import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export function PermissionFields({ description, isOpen }: { description: string; isOpen: boolean }) {
  return (
    <>
      <Field name="description" label="Description" help="Shown where people choose permissions for a role.">
        <Input autoComplete="off" defaultValue={description} />
      </Field>
      <Checkbox
        name="open_to_organizations"
        label="Open to organizations"
        help="Organizations can put it into roles of their own. If you close it, roles that have it keep it."
        defaultChecked={isOpen}
      />
    </>
  )
}
