import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'

interface RoleFlagsProps {
  assignable?: boolean
  isOwner?: boolean
  /** Everyone has the role, so it is not assigned. */
  everyone?: boolean
}

export function RoleFlags({ assignable = false, isOwner = false, everyone = false }: RoleFlagsProps) {
  if (everyone)
    return <p className="text-muted-foreground">Every user with a verified address has this role.</p>
  return (
    <div className="flex max-w-form flex-col gap-3">
      <Field name="assignable" label="In organizations" labelHidden group>
        <Checkbox
          value="on"
          defaultChecked={assignable}
          label="Assignable"
          help="Organizations can assign it to their members."
        />
      </Field>
      <Field name="is_owner" label="Ownership" labelHidden group>
        <Checkbox
          value="on"
          defaultChecked={isOwner}
          label="Grants ownership"
          help="Members who have it are owners of their organization."
        />
      </Field>
    </div>
  )
}
