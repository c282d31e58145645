import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { JoinSetting } from '@/lib/domain/domains/queries'
import type { DomainsPage } from './domains'

interface DomainJoiningProps {
  save: FormAction
  domain: { id: string; domain: string }
  joining: DomainsPage['joining']
  /** Who decides when people ask to join. */
  requests: string
}

export function DomainJoining({ save, domain, joining, requests }: DomainJoiningProps) {
  const { roles } = joining
  const setting = joining.settings.find(({ domainId }) => domainId === domain.id)
  const sentence = sentenceOn(setting, requests)
  if (roles === null) return <p className="text-muted-foreground">{sentence}</p>
  const role = setting?.role ?? null
  const unassignable = role && !roles.some(({ id }) => id === role.id) ? [role] : []
  const options = [
    { value: 'nothing', label: 'Need an invitation' },
    { value: 'ask', label: 'May ask to join' },
    ...[...roles, ...unassignable].map(({ id, name }) => ({
      value: id,
      label: `Join with the role ${name}`,
    })),
  ]
  const chosen = setting === undefined ? 'nothing' : (role?.id ?? 'ask')
  return (
    <Form
      action={save}
      act="save-joining"
      actOn={domain.id}
      className="flex max-w-form flex-col gap-2"
      values={{ id: domain.id }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field
          name="joining"
          label={`People with an address at ${domain.domain}`}
          className="min-w-60 flex-1 basis-60"
        >
          <Select key={chosen} options={options} defaultValue={chosen} />
        </Field>
        <SubmitButton variant="secondary" aria-label={`Save changes: ${domain.domain}`}>
          Save changes
        </SubmitButton>
      </div>
      <p className="text-sm text-muted-foreground">{sentence}</p>
    </Form>
  )
}

/** Without a setting, people at the domain need an invitation. */
function sentenceOn(setting: JoinSetting | undefined, requests: string): string {
  if (setting === undefined) return 'People with these addresses can join only when someone invites them.'
  const { role, isRoleGiven } = setting
  if (role === null) return `People with these addresses can ask to join. ${requests}`
  if (isRoleGiven)
    return `Anyone with such an address can join at once as ${role.name}, without an invitation.`
  return `The person who chose ${role.name} can no longer assign it, so people can only ask to join. Save it again to let them join.`
}
