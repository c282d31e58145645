import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { ListItem } from '@/components/ui/list-item'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import type { AccessChoice, HeldRole, UserAccess } from '@/lib/domain/users/get-user-access'
import type { UserViewed } from '../read-user-page'
import { addRole, removeRole } from './actions'

interface RolesSectionProps {
  viewed: UserViewed
  access: UserAccess
  /** Null if the operator may not add any. */
  toAdd: readonly AccessChoice[] | null
  tenantName: string
}

export function RolesSection({ viewed, access, toAdd, tenantName }: RolesSectionProps) {
  const { user, actor } = viewed
  const mayRemove = may(actor, 'update:users')
  return (
    <Section
      title="Roles"
      text={`Held across ${tenantName}. For roles in an organization, see Organizations.`}
    >
      {access.roles.length === 0 ? (
        <p className="text-muted-foreground">{user.name} has no roles outside of organizations.</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {access.roles.map((role) => (
            <ListItem
              key={role.id}
              title={
                <>
                  {role.name} {role.isEveryones && <Badge>Everyone has it</Badge>}
                </>
              }
              note={role.description}
            >
              {mayRemove && !role.isEveryones && (
                <RemoveRole viewed={viewed} role={role} isLastOperator={access.isLastOperator} />
              )}
            </ListItem>
          ))}
        </ul>
      )}
      {toAdd && toAdd.length > 0 && (
        <Form
          action={addRole}
          act="add-role"
          undo={removeRole}
          values={{ user_id: user.id }}
          className="flex max-w-form flex-wrap items-end gap-2"
        >
          <Field name="role_id" label="Add a role" className="min-w-48 flex-1">
            <Select options={toAdd.map(({ id, name }) => ({ value: id, label: name }))} />
          </Field>
          <SubmitButton variant="secondary">Add role</SubmitButton>
        </Form>
      )}
    </Section>
  )
}

interface RemoveRoleProps {
  viewed: UserViewed
  role: HeldRole
  isLastOperator: boolean
}

function RemoveRole({ viewed: { user, isSelf }, role, isLastOperator }: RemoveRoleProps) {
  const isLast = isLastOperator && role.makesOperators
  const whose = isSelf ? 'You lose' : `${user.name} loses`
  const warning = isLast ? ' No one else can change users: afterwards no one can make an operator here.' : ''
  return (
    <ConfirmDialog
      act="take-role"
      actOn={role.id}
      trigger={
        <Button size="small" aria-label={`Remove ${role.name}`}>
          Remove
        </Button>
      }
      title={isSelf ? `Remove your role ${role.name}?` : `Remove ${role.name} from ${user.name}?`}
      description={`${whose} what the role gives, on the next request.${warning}`}
      action={removeRole}
      undo={addRole}
      values={{ user_id: user.id, role_id: role.id }}
      submit="Remove"
    >
      {isLast && (
        <Field name="is_last_accepted" label="The last operator" labelHidden group>
          <Checkbox label="No one will be able to change users" />
        </Field>
      )}
    </ConfirmDialog>
  )
}
