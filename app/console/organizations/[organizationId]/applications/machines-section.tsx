import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor } from '@/lib/access'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import type { NumberedPage } from '@/lib/domain/numbered-page'
import { type AddableGrant, mostAddable } from '@/lib/domain/organization-clients/queries'
import { NumberedPages } from '../../../../numbered-pages'
import { addGrant, removeGrant } from './actions'
import { RemovableItem } from './removable-item'

interface MachinesSectionProps {
  actor: OrganizationActor
  grants: NumberedPage<ClientGrant>
  addable: AddableGrant[]
  pathAt: (page: number) => string
}

export function MachinesSection({ actor, grants, addable, pathAt }: MachinesSectionProps) {
  const { organizationId } = actor
  const remove = may(actor, 'delete:organization_client_grants')
    ? removeGrant.bind(null, organizationId)
    : null
  return (
    <Section
      title="Machines"
      text="Applications that call an API in the name of this organization, without a user."
    >
      {grants.rows.length === 0 ? (
        <p className="text-muted-foreground">No machine was given access to this organization.</p>
      ) : (
        <ul aria-label="Machines" className="flex flex-col border-t">
          {grants.rows.map(({ id, clientId, clientName, audience, scope }) => (
            <RemovableItem
              key={id}
              act="remove-grant"
              name={clientName ?? clientId}
              text={`${audience}: ${scope.length === 0 ? 'no permissions' : scope.join(', ')}`}
              remove={
                remove && {
                  action: remove,
                  field: 'grant_id',
                  id,
                  warning: 'Its tokens for this organization stop working at once.',
                }
              }
            />
          ))}
        </ul>
      )}
      <NumberedPages found={grants} pathAt={pathAt} label="Pages of machines" />
      {addable.length > 0 && <AddForm id={organizationId} addable={addable} />}
    </Section>
  )
}

function AddForm({ id, addable }: { id: string; addable: AddableGrant[] }) {
  return (
    <Form action={addGrant.bind(null, id)} act="add-grant" resetOnDone className="page-form">
      <Field
        name="grant_id"
        label="Machine"
        help={
          addable.length === mostAddable &&
          `The first ${mostAddable} without access here. Others are given it on their own page.`
        }
      >
        <Select
          name="grant_id"
          options={addable.map(({ id: value, clientName, audience }) => ({
            value,
            label: `${clientName}: ${audience}`,
          }))}
        />
      </Field>
      <SubmitButton variant="secondary" className="self-start">
        Give access
      </SubmitButton>
    </Form>
  )
}
