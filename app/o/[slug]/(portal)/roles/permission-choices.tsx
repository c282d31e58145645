import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import type { PermissionChoice } from '@/lib/domain/roles/role-choices'
import { refKey, type PermissionRef } from '@/lib/domain/roles/permission-ref'
import { PermissionName } from './permission-name'

interface PermissionChoicesProps {
  apis: CataloguedApi[]
  choices: PermissionChoice[]
  given?: PermissionRef[]
  mayTake?: boolean
}

/** Current permissions that must stay are disabled. */
export function PermissionChoices({ apis, choices, given = [], mayTake = true }: PermissionChoicesProps) {
  const [offered, present] = [new Set(choices.filter(mayBeChosen).map(refKey)), new Set(given.map(refKey))]
  const groups = apis.map((api) => ({
    ...api,
    permissions: api.permissions
      .map((permission) => ({ ...permission, key: refKey({ apiId: api.id, name: permission.name }) }))
      .filter(({ key }) => offered.has(key)),
  }))
  return (
    <Field name="permissions" label="Permissions" group>
      <div className="flex flex-col gap-5">
        {groups
          .filter(({ permissions }) => permissions.length > 0)
          .map(({ id, name, permissions }) => (
            <fieldset key={id} className="min-w-0">
              <legend className="mb-2 text-sm font-medium text-muted-foreground">{name}</legend>
              <div className="gap-x-8 sm:columns-2">
                {permissions.map((permission) => (
                  <PermissionBox
                    key={permission.key}
                    permission={permission}
                    isGiven={present.has(permission.key)}
                    isFixed={!mayTake && present.has(permission.key)}
                  />
                ))}
              </div>
            </fieldset>
          ))}
      </div>
    </Field>
  )
}

function mayBeChosen({ mayChoose }: PermissionChoice): boolean {
  return mayChoose
}

interface PermissionBoxProps {
  permission: { name: string; description: string; key: string }
  isGiven: boolean
  isFixed: boolean
}

function PermissionBox({ permission: { name, description, key }, isGiven, isFixed }: PermissionBoxProps) {
  return (
    <div className="break-inside-avoid pb-1.5">
      {isFixed && <input type="hidden" name="permissions" value={key} />}
      <Checkbox
        value={key}
        label={description || name}
        help={description && <PermissionName name={name} />}
        defaultChecked={isGiven}
        disabled={isFixed}
      />
    </div>
  )
}
