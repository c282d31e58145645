import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { DirectPermission } from '@/lib/domain/users/get-user-access'
import type { User } from '@/lib/domain/users/read-user'
import { addPermissions, removePermission } from './actions'

interface DirectPermissionsProps {
  user: User
  permissions: readonly DirectPermission[]
  mayRemove: boolean
}

export function DirectPermissions({ user, permissions, mayRemove }: DirectPermissionsProps) {
  if (permissions.length === 0)
    return <p className="text-muted-foreground">No permissions were given to {user.name} directly.</p>
  return (
    <ul className="divide-y rounded-lg border">
      {permissions.map((permission) => (
        <li
          key={`${permission.apiId} ${permission.name}`}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3"
        >
          <div className="flex min-w-0 flex-col gap-0.5">
            {permission.description && <p className="wrap-anywhere">{permission.description}</p>}
            <p className="text-sm wrap-anywhere text-muted-foreground">
              <code className="font-mono">{permission.name}</code> on {permission.apiName}
            </p>
          </div>
          {mayRemove && <Remove userId={user.id} permission={permission} />}
        </li>
      ))}
    </ul>
  )
}

function Remove({ userId, permission }: { userId: string; permission: DirectPermission }) {
  return (
    <Form
      action={removePermission}
      act="remove-permissions"
      actOn={[permission.apiId, permission.name]}
      undo={addPermissions}
      values={{ user_id: userId, api_id: permission.apiId, permissions: permission.name }}
    >
      <SubmitButton
        variant="secondary"
        size="small"
        aria-label={`Remove ${permission.name} on ${permission.apiName}`}
      >
        Remove
      </SubmitButton>
    </Form>
  )
}
