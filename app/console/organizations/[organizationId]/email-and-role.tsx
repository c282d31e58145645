import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'

export function EmailAndRole({ roles }: { roles: AssignableRole[] }) {
  const usual = roles.find(({ isDefault }) => isDefault)
  return (
    <>
      <Field name="email" label="Email">
        <Input type="email" autoComplete="off" maxLength={320} />
      </Field>
      <Field name="roles" label="Role">
        <Select
          name="roles"
          defaultValue={usual?.id ?? ''}
          options={roles.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </>
  )
}
