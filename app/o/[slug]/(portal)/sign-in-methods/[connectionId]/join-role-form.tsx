import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ConnectionJoining } from '@/lib/domain/connections/organization-connection-settings'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'

interface JoinRoleFormProps {
  save: FormAction
  method: Pick<EnabledConnection, 'id' | 'enabled' | 'joining'>
  mayChange: boolean
}

export function JoinRoleForm({ save, method: { id, enabled, joining }, mayChange }: JoinRoleFormProps) {
  const sentence = sentenceOn(joining, enabled.assignMembershipOnLogin)
  if (!mayChange) return <p className="text-muted-foreground">{sentence}</p>
  const { role, roles, isChosen, defaultRole } = joining
  const unassignable = role && !roles.some((one) => one.id === role.id) ? [role] : []
  const options = [
    { value: 'default', label: defaultRole ? `Default: ${defaultRole.name}` : 'Default' },
    ...[...roles, ...unassignable].map(({ id: value, name }) => ({ value, label: name })),
  ]
  const chosen = isChosen ? (role?.id ?? 'default') : 'default'
  return (
    <Form
      action={save}
      act="save-join-role"
      actOn={id}
      className="flex max-w-form flex-col gap-2"
      values={{ id }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field name="join_role" label="Role of new members" className="min-w-60 flex-1 basis-60">
          <Select key={chosen} options={options} defaultValue={chosen} />
        </Field>
        <SubmitButton variant="secondary">Save role</SubmitButton>
      </div>
      <p className="text-sm text-muted-foreground">{sentence}</p>
    </Form>
  )
}

function sentenceOn({ isChosen, role, isRoleGiven, defaultRole }: ConnectionJoining, joins: boolean): string {
  if (!joins) return 'No one becomes a member by signing in with it now, only by an invitation.'
  const given = isChosen ? role : defaultRole
  if (given === null)
    return isChosen
      ? 'The role was deleted, so no one becomes a member by signing in. Choose another one.'
      : 'No role is chosen and there is none for new members, so no one becomes a member by signing in. Choose one.'
  if (!isRoleGiven)
    return `The person who chose ${given.name} can no longer assign it, so no one becomes a member by signing in. Save it again to let people join.`
  return `People who sign in with it become members as ${given.name}.`
}
