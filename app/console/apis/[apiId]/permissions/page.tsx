import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getApi } from '@/lib/domain/apis/list-apis'
import { consolePage } from '@/lib/http/person'
import { ApiFrame } from '../api-frame'
import { AddPermissionForm } from './add-permission-form'
import { PermissionsTable } from './permissions-table'

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
