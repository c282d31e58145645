import { Form } from '@/components/form/form'
import { ListItem } from '@/components/ui/list-item'
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
        <ListItem
          key={`${permission.apiId} ${permission.name}`}
          title={permission.description && <span className="font-normal">{permission.description}</span>}
          note={
            <>
              <code className="font-mono">{permission.name}</code> on {permission.apiName}
            </>
          }
        >
          {mayRemove && <Remove userId={user.id} permission={permission} />}
        </ListItem>
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
