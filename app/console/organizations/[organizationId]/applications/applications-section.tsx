import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor } from '@/lib/access'
import type { NumberedPage } from '@/lib/domain/numbered-page'
import {
  type AddableClient,
  mostAddable,
  type OrganizationClient,
} from '@/lib/domain/organization-clients/queries'
import { NumberedPages } from '../../../../numbered-pages'
import { addApplication, limitApplications, removeApplication } from './actions'
import { RemovableItem } from './removable-item'

interface ApplicationsSectionProps {
  actor: OrganizationActor
  clients: NumberedPage<OrganizationClient>
  addable: AddableClient[]
  isLimited: boolean
  pathAt: (page: number) => string
}

export function ApplicationsSection({
  actor,
  clients,
  addable,
  isLimited,
  pathAt,
}: ApplicationsSectionProps) {
  const { organizationId } = actor
  const remove = may(actor, 'delete:organization_clients')
    ? removeApplication.bind(null, organizationId)
    : null
  return (
    <Section
      title="Applications"
      text={
        isLimited
          ? 'Members can sign in only to the applications here that are for members.'
          : 'Members can sign in to every application that is open to organizations.'
      }
      action={may(actor, 'update:organizations') && <LimitForm id={organizationId} isLimited={isLimited} />}
    >
      {clients.rows.length === 0 ? (
        <p className="text-muted-foreground">No application was added.</p>
      ) : (
        <ul aria-label="Applications" className="flex flex-col border-t">
          {clients.rows.map(({ id, name, useForMemberAccess }) => (
            <RemovableItem
              key={id}
              name={name}
              text={<code className="font-mono">{id}</code>}
              remove={
                remove && {
                  action: remove,
                  field: 'client_id',
                  id,
                  warning:
                    'If sign-ins are limited to the applications here, members can’t sign in to it any more.',
                }
              }
            >
              {useForMemberAccess && <Badge>For members</Badge>}
            </RemovableItem>
          ))}
        </ul>
      )}
      <NumberedPages found={clients} pathAt={pathAt} label="Pages of applications" />
      {addable.length > 0 && <AddForm id={organizationId} addable={addable} />}
    </Section>
  )
}

function LimitForm({ id, isLimited }: { id: string; isLimited: boolean }) {
  return (
    <Form
      action={limitApplications.bind(null, id)}
      values={{ limit: isLimited ? 'off' : 'on' }}
      className="flex flex-col gap-2"
    >
      <SubmitButton variant="secondary" size="small" className="self-start">
        {isLimited ? 'Allow every application' : 'Limit to the applications here'}
      </SubmitButton>
    </Form>
  )
}

function AddForm({ id, addable }: { id: string; addable: AddableClient[] }) {
  return (
    <Form action={addApplication.bind(null, id)} resetOnDone className="page-form">
      <Field
        name="client_id"
        label="Application"
        help={
          addable.length === mostAddable &&
          `The first ${mostAddable} that were not added. Others are added on their own page.`
        }
      >
        <Select
          name="client_id"
          options={addable.map((client) => ({ value: client.id, label: client.name }))}
        />
      </Field>
      <Checkbox name="use_for_member_access" label="Members can sign in to it" defaultChecked />
      <SubmitButton variant="secondary" className="self-start">
        Add application
      </SubmitButton>
    </Form>
  )
}
