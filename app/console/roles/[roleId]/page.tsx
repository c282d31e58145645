import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { BackLink } from '@/components/ui/back-link'
import { Copyable } from '@/components/ui/copyable'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { mostCounted } from '@/lib/domain/bounded-count'
import { readTogether } from '@/lib/domain/read-together'
import { type EditableRoleDetails, getEditableRole, listRoleUsers } from '@/lib/domain/tenant-roles/queries'
import { pageNumber } from '@/lib/http/page-number'
import { consolePage } from '@/lib/http/person'
import { PermissionGrid } from '../../../o/[slug]/(portal)/roles/permission-grid'
import { apiPermissions, permissionIndexes } from '../../../o/[slug]/(portal)/roles/given-permissions'
import { PermissionList } from '../../../o/[slug]/(portal)/roles/permission-list'
import { RoleNameFields } from '../../../o/[slug]/(portal)/roles/role-name-fields'
import { change } from '../actions'
import { allPermissionGroups } from '../all-permissions'
import { RoleFlags } from '../role-flags'
import { RoleMarks } from '../role-list'
import { DeleteDialog } from './delete-dialog'
import { RoleUsers, usersAPage } from './role-users'

export const metadata: Metadata = { title: 'Role' }

interface RolePageProps {
  params: Promise<{ roleId: string }>
  searchParams: Promise<{ page?: string | string[] }>
}

export default async function RolePage({ params, searchParams }: RolePageProps) {
  const { roleId } = await params
  const { operator, tenantActor } = await consolePage('read:roles')
  const page = pageNumber.parse((await searchParams).page)
  const window = { roleId, skip: (page - 1) * usersAPage, take: usersAPage, countAtMost: mostCounted }
  const { details, users } = await readTogether([operator], async () => ({
    details: await getEditableRole(operator, roleId),
    users: await listRoleUsers(operator, window),
  }))
  const { role } = details
  return (
    <>
      <BackLink href="/console/roles">Roles</BackLink>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2 wrap-anywhere">
            {role.name} <RoleMarks {...role} />
          </span>
        }
        text={<Copyable value={role.id} label="Copy role ID" />}
        action={!role.everyone && may(tenantActor, 'delete:roles') && <DeleteDialog details={details} />}
      />
      {!role.assignable && !role.everyone && <NotAssignable mayChange={may(tenantActor, 'update:roles')} />}
      {may(tenantActor, 'update:roles') ? <EditSection details={details} /> : <ReadOnly details={details} />}
      {!role.everyone && <RoleUsers roleId={role.id} users={users} page={page} actor={tenantActor} />}
    </>
  )
}

function NotAssignable({ mayChange }: { mayChange: boolean }) {
  return (
    <Notice title="Organizations can’t assign this role" className="mb-8 max-w-form">
      Only users at tenant level have it. To let organizations assign it to their members,{' '}
      {mayChange ? 'check “Assignable” below and save.' : 'ask someone who can change roles.'}
    </Notice>
  )
}

function EditSection({ details: { role, apis } }: { details: EditableRoleDetails }) {
  return (
    <Section title="Edit" text="You can review the changes and who they affect before you save.">
      <Form action={change} act="change-role" values={{ role_id: role.id }} className="flex flex-col gap-6">
        <RoleNameFields name={role.name} description={role.description} />
        <RoleFlags {...role} />
        <PermissionGrid groups={allPermissionGroups(apis, role.permissions)} />
        <ReviewBeforeSaving />
      </Form>
    </Section>
  )
}

function ReadOnly({ details: { role, apis } }: { details: EditableRoleDetails }) {
  const listed = apiPermissions(apis)
  return (
    <Section title="Permissions" text={role.description}>
      {role.permissions.length === 0 ? (
        <p className="text-muted-foreground">It has no permissions.</p>
      ) : (
        <PermissionList apis={listed} given={permissionIndexes(listed, role.permissions)} />
      )}
    </Section>
  )
}
