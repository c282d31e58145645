import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type TenantActor } from '@/lib/access'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import type { ListedOrganization } from '@/lib/domain/organizations/get-organization'
import { SubjectLink } from '../../../../subject-link'
import { addGrantOrganization, removeGrantOrganization } from '../../actions'
import { OrganizationField } from '../../organization-field'

interface GrantOrganizationsProps {
  grant: ClientGrant
  organizations: readonly ListedOrganization[]
  actor: TenantActor
  children: ReactNode
}

export function GrantOrganizations({ grant, organizations, actor, children }: GrantOrganizationsProps) {
  const mayAdd = may(actor, 'create:organization_client_grants', 'read:organizations')
  return (
    <Section title="Organizations" text="Where the application may act with these permissions.">
      {mayAdd && (
        <Form
          action={addGrantOrganization}
          act="add-grant"
          resetOnDone
          values={{ grant_id: grant.id }}
          className="flex max-w-form flex-col gap-3"
        >
          <OrganizationField label="Add an organization" />
          <SubmitButton className="self-start" variant="secondary">
            Add organization
          </SubmitButton>
        </Form>
      )}
      {organizations.length === 0 ? (
        <p className="text-muted-foreground">None yet.</p>
      ) : (
        <ul aria-label="Organizations" className="flex flex-col">
          {organizations.map((organization) => (
            <li
              key={organization.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b py-2"
            >
              <span className="wrap-anywhere">
                <SubjectLink kind="organization" id={organization.id} viewer={actor}>
                  {organization.displayName}
                </SubjectLink>
              </span>
              {may(actor, 'delete:organization_client_grants') && (
                <RemoveDialog grantId={grant.id} organization={organization} />
              )}
            </li>
          ))}
        </ul>
      )}
      {children}
    </Section>
  )
}

interface RemoveDialogProps {
  grantId: string
  organization: ListedOrganization
}

function RemoveDialog({ grantId, organization: { id, displayName } }: RemoveDialogProps) {
  return (
    <ConfirmDialog
      act="remove-grant"
      actOn={id}
      trigger={
        <Button size="small" aria-label={`Remove ${displayName}`}>
          Remove
        </Button>
      }
      title={`Remove ${displayName}?`}
      description="The application can no longer act there. Its tokens for this organization stop at once where the API asks Foyer."
      action={removeGrantOrganization.bind(null, id)}
      values={{ grant_id: grantId }}
      submit="Remove"
    />
  )
}
