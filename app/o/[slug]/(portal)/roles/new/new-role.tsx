import { Form, type FormAction } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { authorize, may, type OrganizationAccess } from '@/lib/access'
import { readTogether } from '@/lib/domain/read-together'
import { getRoleMatrix, type MatrixRole } from '@/lib/domain/roles/get-role'
import { refKey } from '@/lib/domain/roles/permission-ref'
import { getRoleChoices, type PermissionChoice, type RoleChoices } from '@/lib/domain/roles/role-choices'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { CopyFrom } from '../copy-from'
import { PermissionGrid } from '../permission-grid'
import { permissionGroups } from '../permission-rows'
import { RoleNameFields } from '../role-name-fields'

interface NewRoleChoices extends RoleChoices {
  /** Those that can be copied; none if the actor may not see roles. */
  roles: MatrixRole[]
}

export async function readNewRole(
  access: OrganizationAccess<'create:organization_roles'>,
): Promise<NewRoleChoices> {
  if (!may(access, 'read:organization_roles')) return { ...(await getRoleChoices(access)), roles: [] }
  const ofRoles = authorize(access, 'read:organization_roles')
  return readTogether([access, ofRoles], async () => ({
    ...(await getRoleChoices(access)),
    roles: (await getRoleMatrix(ofRoles)).roles,
  }))
}

interface NewRoleProps {
  create: FormAction
  /** Where creating requires a recent sign-in. */
  act?: ContinuedAct
  /** Of this page. */
  path: string
  found: NewRoleChoices
  /** The id of the role that is copied, as the URL has it. */
  from: string | string[] | undefined
  tenantName: string
}

export function NewRole({ create, act, path, found, from, tenantName }: NewRoleProps) {
  const { apis, choices, roles } = found
  const copied = roles.find(({ id }) => id === from)
  const { given, leftOut } = copyable(copied, choices)
  return (
    <>
      <CopyFrom path={path} roles={roles} chosen={copied?.id ?? ''} />
      <Form action={create} act={act} className="flex flex-col gap-6">
        <RoleNameFields />
        {leftOut && <Notice>{leftOut}</Notice>}
        {choices.some(({ mayChoose }) => mayChoose) ? (
          <PermissionGrid
            key={copied?.id}
            groups={permissionGroups(apis, { choices, given, mayRemove: true })}
          />
        ) : (
          <Notice>
            {apis.length === 0
              ? `${tenantName} doesn’t let organizations assign permissions. You can create the role without any.`
              : 'Your roles have no permissions that you could add. You can create the role without any.'}
          </Notice>
        )}
        <SubmitButton className="self-start">Create role</SubmitButton>
      </Form>
    </>
  )
}

/** Of a role’s permissions those that may be chosen here, and a sentence about the others. */
function copyable(copied: MatrixRole | undefined, choices: readonly PermissionChoice[]) {
  if (copied === undefined) return { given: [], leftOut: null }
  const mayChoose = new Set(choices.filter((choice) => choice.mayChoose).map(refKey))
  const given = copied.permissions.filter((permission) => mayChoose.has(refKey(permission)))
  const count = copied.permissions.length - given.length
  const words = count === 1 ? '1 permission' : `${count} permissions`
  return {
    given,
    leftOut:
      count === 0 ? null : `${words} of ${copied.name} can’t be copied, since you can’t add them here.`,
  }
}
