import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { listAllPermissions } from '@/lib/domain/tenant-roles/queries'
import { consolePage } from '@/lib/http/person'
import { PermissionGrid } from '../../../o/[slug]/(portal)/roles/permission-grid'
import { RoleNameFields } from '../../../o/[slug]/(portal)/roles/role-name-fields'
import { create } from '../actions'
import { allPermissionGroups } from '../all-permissions'
import { RoleFlags } from '../role-flags'

export const metadata: Metadata = { title: 'Create a role' }

export default async function NewRolePage() {
  const { operator } = await consolePage('create:roles', 'read:roles')
  const apis = await listAllPermissions(operator)
  return (
    <>
      <BackLink href="/console/roles">Roles</BackLink>
      <PageHeader
        title="Create a role"
        text="For users at tenant level, or for members of all organizations."
      />
      <Form action={create} act="create-role" className="flex flex-col gap-6">
        <RoleNameFields />
        <RoleFlags />
        <PermissionGrid groups={allPermissionGroups(apis)} />
        <SubmitButton className="self-start">Create role</SubmitButton>
      </Form>
    </>
  )
}
