import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { authorize, may, type OrganizationAccess, type OrganizationActor } from '@/lib/access'
import { readTogether } from '@/lib/domain/read-together'
import { getRoleMatrix, type MatrixRole } from '@/lib/domain/roles/get-role'
import { refKey } from '@/lib/domain/roles/permission-ref'
import { getRoleChoices, type PermissionChoice, type RoleChoices } from '@/lib/domain/roles/role-choices'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { create } from '../actions'
import { CopyFrom } from '../copy-from'
import { PermissionGrid } from '../permission-grid'
import { permissionGroups } from '../permission-rows'
import { RoleNameFields } from '../role-name-fields'

export const metadata: Metadata = { title: 'Create a role' }

interface NewRolePageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<{ from?: string | string[] }>
}

export default async function NewRolePage({ params, searchParams }: NewRolePageProps) {
  const { slug } = await params
  const { access, organization, actor } = await organizationPage(slug, 'create:organization_roles')
  const { apis, choices, roles } = await readChoices(access, actor)
  const { name: tenantName } = await currentTenant()
  const { from } = await searchParams
  const copied = roles.find(({ id }) => id === from)
  const { given, leftOut } = copyable(copied, choices)
  return (
    <>
      <BackLink href={`/o/${slug}/roles`}>Roles</BackLink>
      <PageHeader
        title="Create a role"
        text={`It belongs to ${organization.displayName}, and only its members can have it.`}
      />
      <CopyFrom path={`/o/${slug}/roles/new`} roles={roles} chosen={copied?.id ?? ''} />
      <Form action={create.bind(null, slug)} className="flex flex-col gap-6">
        <RoleNameFields />
        {leftOut && <Notice>{leftOut}</Notice>}
        {choices.some(({ mayChoose }) => mayChoose) ? (
          <PermissionGrid
            key={copied?.id}
            groups={permissionGroups(apis, { choices, given, mayTake: true })}
          />
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

type NewRoleAccess = OrganizationAccess<'create:organization_roles'>

async function readChoices(
  access: NewRoleAccess,
  actor: OrganizationActor,
): Promise<RoleChoices & { roles: MatrixRole[] }> {
  if (!may(actor, 'read:organization_roles')) return { ...(await getRoleChoices(access)), roles: [] }
  const ofRoles = authorize(actor, 'read:organization_roles')
  return readTogether([access, ofRoles], async () => ({
    ...(await getRoleChoices(access)),
    roles: (await getRoleMatrix(ofRoles)).roles,
  }))
}

/** Of a role’s permissions those that may be chosen here, and a sentence about the others. */
function copyable(copied: MatrixRole | undefined, choices: readonly PermissionChoice[]) {
  if (copied === undefined) return { given: [], leftOut: null }
  const mayChoose = new Set(choices.filter((choice) => choice.mayChoose).map(refKey))
  const given = copied.permissions.filter((permission) => mayChoose.has(refKey(permission)))
  const count = copied.permissions.length - given.length
  const words = count === 1 ? '1 permission' : `${count} permissions`
  return {
    given,
    leftOut:
      count === 0 ? null : `${words} of ${copied.name} can’t be copied, since you can’t add them here.`,
  }
}
