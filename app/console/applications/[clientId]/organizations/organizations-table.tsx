import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { TenantActor } from '@/lib/access'
import type { OrganizationOfClient } from '@/lib/domain/organization-clients/queries'
import { SubjectLink } from '../../../subject-link'
import { removeOrganization, setMemberAccess } from '../actions'

interface OrganizationsTableProps {
  clientId: string
  organizations: readonly OrganizationOfClient[]
  viewer: TenantActor
  mayUpdate: boolean
  mayRemove: boolean
}

export function OrganizationsTable({ organizations, ...shared }: OrganizationsTableProps) {
  return (
    <Table caption="Organizations">
      <TableHead>
        <Column>Organization</Column>
        <Column>Members</Column>
        <Column>Other applications</Column>
        <ActionsColumn />
      </TableHead>
      <TableBody>
        {organizations.map((organization) => (
          <OrganizationRow key={organization.id} organization={organization} {...shared} />
        ))}
      </TableBody>
    </Table>
  )
}

type OrganizationRowProps = Omit<OrganizationsTableProps, 'organizations'> & {
  organization: OrganizationOfClient
}

function OrganizationRow({ organization, clientId, viewer, mayUpdate, mayRemove }: OrganizationRowProps) {
  const { id, slug, displayName, useForMemberAccess, isAppEntitlementActive } = organization
  return (
    <TableRow>
      <Cell narrow="first" className="wide:py-2">
        <span className="wrap-anywhere">
          <SubjectLink kind="organization" id={id} viewer={viewer}>
            {displayName}
          </SubjectLink>
        </span>
        <span className="block text-sm wrap-anywhere text-muted-foreground">{slug}</span>
      </Cell>
      <Cell>
        {useForMemberAccess ? (
          <Badge tone="success">Can sign in</Badge>
        ) : (
          <Badge>Added without members</Badge>
        )}
      </Cell>
      <Cell>{isAppEntitlementActive ? 'Only added ones' : 'All'}</Cell>
      <Cell narrow="line" align="end" className="max-wide:py-1 max-wide:text-left">
        <span className="flex flex-wrap gap-2 wide:justify-end">
          {mayUpdate && (
            <Form
              action={setMemberAccess.bind(null, id)}
              values={{ client_id: clientId, use_for_member_access: useForMemberAccess ? '' : 'on' }}
              className="contents"
            >
              <SubmitButton size="small" variant="secondary">
                {useForMemberAccess ? 'Not for members' : 'Let members sign in'}
              </SubmitButton>
            </Form>
          )}
          {mayRemove && (
            <ConfirmDialog
              trigger={<Button size="small">Remove</Button>}
              title={`Remove the application from ${displayName}?`}
              description="If the organization allows only added applications, its members can no longer sign in to this one."
              action={removeOrganization.bind(null, id)}
              values={{ client_id: clientId }}
              submit="Remove"
            />
          )}
        </span>
      </Cell>
    </TableRow>
  )
}
