import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { listOrganizationsOfClient } from '@/lib/domain/organization-clients/queries'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf } from '@/lib/http/page-query'
import { NumberedPages } from '../../../../numbered-pages'
import { applicationPath } from '../../application-path'
import { addOrganization } from '../actions'
import { ApplicationFrame } from '../application-frame'
import { applicationPage, type ApplicationPageProps } from '../application-page'
import { OrganizationField } from '../organization-field'
import { OrganizationsTable } from './organizations-table'

export const metadata: Metadata = { title: 'Application organizations' }

export default async function ApplicationOrganizationsPage(props: ApplicationPageProps) {
  const page = await pageIn(props.searchParams)
  const { person, client, found } = await applicationPage(
    props,
    ['read:organization_clients'],
    ({ operator }, { id }) =>
      readNumberedPage((window) => listOrganizationsOfClient(operator, id, window), page),
  )
  const { tenantActor: actor } = person
  const mayAdd = may(actor, 'create:organization_clients', 'read:organizations')
  return (
    <ApplicationFrame client={client} person={person}>
      <Section
        title="Organizations"
        text="Members of every organization can sign in to an application, unless their organization allows only those that were added to it for its members."
      >
        {mayAdd && <AddOrganizationForm clientId={client.id} />}
        {found.rows.length === 0 ? (
          <p className="text-muted-foreground">It was added to no organization.</p>
        ) : (
          <OrganizationsTable
            clientId={client.id}
            organizations={found.rows}
            viewer={actor}
            mayUpdate={may(actor, 'update:organization_clients')}
            mayRemove={may(actor, 'delete:organization_clients')}
          />
        )}
        <NumberedPages found={found} pathAt={pagesOf(`${applicationPath(client.id)}/organizations`)} />
      </Section>
    </ApplicationFrame>
  )
}

function AddOrganizationForm({ clientId }: { clientId: string }) {
  return (
    <Form
      action={addOrganization}
      resetOnDone
      values={{ client_id: clientId }}
      className="flex max-w-form flex-col gap-3"
    >
      <OrganizationField label="Add to an organization" />
      <Checkbox
        name="use_for_member_access"
        label="Its members can sign in to the application"
        defaultChecked
      />
      <SubmitButton className="self-start" variant="secondary">
        Add organization
      </SubmitButton>
    </Form>
  )
}
