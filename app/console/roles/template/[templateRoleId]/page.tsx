import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { BackLink } from '@/components/ui/back-link'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { readTogether } from '@/lib/domain/read-together'
import { listOpenPermissions } from '@/lib/domain/tenant-roles/queries'
import { listTemplateRoles } from '@/lib/domain/tenants/template-roles'
import { consolePage } from '@/lib/http/person'
import { apiPermissions, permissionIndexes } from '../../../../o/[slug]/(portal)/roles/given-permissions'
import { PermissionList } from '../../../../o/[slug]/(portal)/roles/permission-list'
import { removeTemplate } from '../../actions'
import { TemplateForm } from '../template-form'

export const metadata: Metadata = { title: 'Template role' }

export default async function TemplateRolePage({ params }: { params: Promise<{ templateRoleId: string }> }) {
  const { templateRoleId } = await params
  const { operator, tenantActor } = await consolePage('read:tenant_settings')
  const { roles, apis } = await readTogether([operator], async () => ({
    roles: await listTemplateRoles(operator),
    apis: await listOpenPermissions(operator),
  }))
  const role = roles.find(({ id }) => id === templateRoleId)
  if (!role) notFound()
  const mayUpdate = may(tenantActor, 'update:tenant_settings')
  const listed = apiPermissions(apis)
  return (
    <>
      <BackLink href="/console/roles">Roles</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{role.name}</span>}
        text="A template role: each new organization gets its own copy. Existing organizations keep theirs."
        action={mayUpdate && <DeleteTemplate id={role.id} name={role.name} />}
      />
      {mayUpdate ? (
        <TemplateForm apis={apis} role={role} />
      ) : (
        <PermissionList apis={listed} given={permissionIndexes(listed, role.permissions)} />
      )}
    </>
  )
}

function DeleteTemplate({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmDialog
      act="delete-template-role"
      trigger={<Button>Delete template role</Button>}
      title={`Delete ${name} from the template?`}
      description="New organizations no longer get it. Existing organizations keep theirs."
      action={removeTemplate}
      values={{ template_role_id: id }}
      submit="Delete"
    />
  )
}
