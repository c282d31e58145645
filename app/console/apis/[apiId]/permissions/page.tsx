import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { may } from '@/lib/access'
import { getApi } from '@/lib/domain/apis/queries'
import type { Api } from '@/lib/domain/apis/read-api'
import { consolePage } from '@/lib/http/person'
import { permissionPath } from '../../paths'
import { addPermission } from '../actions'
import { ApiFrame } from '../api-frame'
import { PermissionFields } from './permission-fields'

export const metadata: Metadata = { title: 'API permissions' }

export default async function ApiPermissionsPage({ params }: { params: Promise<{ apiId: string }> }) {
  const { operator, tenantActor } = await consolePage('read:resource_servers')
  const api = await getApi(operator, (await params).apiId)
  const mayAdd = !api.isPortal && may(tenantActor, 'update:resource_servers')
  return (
    <ApiFrame api={api}>
      <Section
        title="Permissions"
        text="What the API checks. Organizations can put open ones into roles of their own; others come only with the tenant’s roles."
      >
        {api.permissions.length === 0 ? (
          <p className="text-muted-foreground">The API has no permissions yet.</p>
        ) : (
          <PermissionsTable api={api} />
        )}
      </Section>
      {mayAdd && (
        <Section title="Add a permission">
          <AddPermissionForm apiId={api.id} />
        </Section>
      )}
    </ApiFrame>
  )
}

function AddPermissionForm({ apiId }: { apiId: string }) {
  return (
    <Form
      action={addPermission}
      act="add-api-permission"
      resetOnDone
      values={{ api_id: apiId }}
      className="page-form"
    >
      <Field name="scopes" label="Permission" help="Such as read:invoices. It can’t be renamed later.">
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
      </Field>
      <PermissionFields description="" isOpen={false} />
      <SubmitButton className="self-start" variant="secondary">
        Add permission
      </SubmitButton>
    </Form>
  )
}

/** Those of the Management API are open by their level. */
function PermissionsTable({ api: { id, isPortal, permissions } }: { api: Api }) {
  return (
    <Table caption="Permissions">
      <TableHead>
        <Column>Permission</Column>
        <Column>Description</Column>
        {!isPortal && <Column>Organizations’ own roles</Column>}
      </TableHead>
      <TableBody>
        {permissions.map(({ name, description, openToOrganizations }) => (
          <TableRow key={name}>
            <Cell narrow="first">
              <TextLink href={permissionPath(id, name)} className="font-mono text-sm break-all">
                {name}
              </TextLink>
            </Cell>
            <Cell className="max-wide:whitespace-normal">{description}</Cell>
            {!isPortal && (
              <Cell>
                {openToOrganizations ? <Badge tone="success">Open</Badge> : <Badge>Not open</Badge>}
              </Cell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
