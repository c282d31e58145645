import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRoleChoices } from '@/lib/domain/roles/role-choices'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { create } from '../actions'
import { BackToRoles } from '../back-to-roles'
import { PermissionChoices } from '../permission-choices'
import { RoleFields } from '../role-fields'

export const metadata: Metadata = { title: 'Create a role' }

export default async function NewRolePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, organization } = await organizationPage(slug, 'create:organization_roles')
  const { apis, choices } = await getRoleChoices(access)
  const { name: tenantName } = await currentTenant()
  return (
    <>
      <BackToRoles slug={slug} />
      <PageHeader
        title="Create a role"
        text={`It belongs to ${organization.displayName}, and only its members can have it.`}
      />
      <Form action={create.bind(null, slug)} className="flex flex-col gap-6">
        <RoleFields />
        {choices.some(({ mayChoose }) => mayChoose) ? (
          <PermissionChoices apis={apis} choices={choices} />
        ) : (
          <Notice>
            {apis.length === 0
              ? `${tenantName} doesn’t let organizations assign permissions. You can create the role without any.`
              : 'Your roles have no permissions that you could add. You can create the role without any.'}
          </Notice>
        )}
        <SubmitButton className="self-start">Create role</SubmitButton>
      </Form>
    </>
  )
}
