import { Form, type FormAction } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Notice } from '@/components/ui/notice'
import type { RoleDetails } from '@/lib/domain/roles/get-role'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { PermissionGrid } from '../permission-grid'
import { permissionGroups } from '../permission-rows'
import { RoleNameFields } from '../role-name-fields'

interface RoleFormProps {
  change: FormAction
  /** Where a change requires a recent sign-in. */
  act?: ContinuedAct
  details: RoleDetails
}

export function RoleForm({ change, act, details }: RoleFormProps) {
  const { role, apis, choices, mayRemove } = details
  return (
    <Form action={change} act={act} className="flex flex-col gap-6" values={{ role_id: role.id }}>
      <RoleNameFields name={role.name} description={role.description} />
      {!mayRemove && (
        <Notice>
          Someone with this role has more permissions here than you. You can add permissions, but not remove
          any.
        </Notice>
      )}
      <PermissionGrid groups={permissionGroups(apis, { choices, given: role.permissions, mayRemove })} />
      <ReviewBeforeSaving />
    </Form>
  )
}
