import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { SearchForm } from '@/components/ui/search-form'
import { SelectAll } from '@/components/ui/select-all'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { WithoutScript } from '@/components/ui/without-script'
import type { PermissionsToAdd } from '@/lib/domain/users/get-user-access'
import type { User } from '@/lib/domain/users/read-user'
import { userPath } from '../../query'
import { addPermissions, removePermission } from './actions'

interface AddPermissionsProps {
  user: User
  toAdd: PermissionsToAdd
  /** The chosen API; empty for none. */
  apiId: string
}

/** First the API, which the URL names; then its permissions. */
export function AddPermissions({ user, toAdd: { apis, permissions }, apiId }: AddPermissionsProps) {
  const chosen = apis.find(({ id }) => id === apiId)
  const options = [
    { value: '', label: 'Choose an API' },
    ...apis.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <div className="page-form">
      <SearchForm
        action={userPath(user.id, 'access')}
        aria-label="API of the permissions to add"
        className="flex flex-wrap items-end gap-2"
      >
        <Field name="api" label="Add permissions on" className="flex-1">
          <Select defaultValue={chosen?.id ?? ''} options={options} />
        </Field>
        <WithoutScript>
          <Button type="submit">Show permissions</Button>
        </WithoutScript>
      </SearchForm>
      {chosen && permissions.length === 0 && (
        <p className="text-muted-foreground">
          {user.name} was given all permissions on {chosen.name}.
        </p>
      )}
      {chosen && permissions.length > 0 && (
        <Form
          key={chosen.id}
          action={addPermissions}
          act="add-permissions"
          undo={removePermission}
          resetOnDone
          values={{ user_id: user.id, api_id: chosen.id }}
        >
          <Field name="permissions" label={`Permissions on ${chosen.name}`} group>
            <SelectAll of={chosen.name} />
            <div className="max-h-80 overflow-y-auto rounded-md border px-3 py-2">
              {permissions.map(({ name, description }) => (
                <Checkbox
                  key={name}
                  value={name}
                  label={<code className="font-mono text-sm wrap-anywhere">{name}</code>}
                  help={description}
                />
              ))}
            </div>
          </Field>
          <SubmitButton variant="secondary" className="self-start">
            Add permissions
          </SubmitButton>
        </Form>
      )}
    </div>
  )
}
