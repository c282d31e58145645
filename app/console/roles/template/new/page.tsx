import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { authorize } from '@/lib/access'
import { listOpenPermissions } from '@/lib/domain/tenant-roles/queries'
import { consolePage } from '@/lib/http/person'
import { TemplateForm } from '../template-form'

export const metadata: Metadata = { title: 'Add a template role' }

export default async function NewTemplateRolePage() {
  const { tenantActor } = await consolePage('read:tenant_settings', 'update:tenant_settings')
  const apis = await listOpenPermissions(authorize(tenantActor, 'read:tenant_settings'))
  return (
    <>
      <BackLink href="/console/roles">Roles</BackLink>
      <PageHeader
        title="Add a template role"
        text="Each new organization gets its own copy, with permissions that are open to organizations."
      />
      <TemplateForm apis={apis} />
    </>
  )
}
