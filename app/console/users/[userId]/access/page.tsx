import type { Metadata } from 'next'
import { PermissionsExplained } from '@/components/permissions-explained'
import { Section } from '@/components/ui/page-header'
import { may, tryAuthorize } from '@/lib/access'
import { explainPermissions } from '@/lib/domain/roles/explain-permissions'
import { getUserAccess, listPermissionsToAdd, listRolesToAdd } from '@/lib/domain/users/get-user-access'
import type { User } from '@/lib/domain/users/read-user'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { one } from '../../../../(front)/front-links'
import { readUserPage, type UserPageProps } from '../read-user-page'
import { UserFrame } from '../user-frame'
import { AddPermissions } from './add-permissions'
import { DirectPermissions } from './direct-permissions'
import { RolesSection } from './roles-section'

export const metadata: Metadata = { title: 'Access of a user' }

export default async function AccessPage(props: UserPageProps) {
  const { operator, tenantActor } = await consolePage('read:users')
  const apiId = one((await props.searchParams)['api'])?.slice(0, 100) ?? ''
  const mayUpdate = may(tenantActor, 'update:users')
  const ofRoles = mayUpdate ? tryAuthorize(tenantActor, 'read:roles') : null
  const ofApis = mayUpdate ? tryAuthorize(tenantActor, 'read:resource_servers') : null
  // As the Management API asks for them.
  const seesPermissions = may(
    tenantActor,
    'read:user_effective_permissions',
    'read:user_permission_source_roles',
  )
  const { viewed, found } = await readUserPage(operator, props, {
    also: [ofRoles, ofApis],
    read: async (userId) => ({
      access: await getUserAccess(operator, userId),
      explained: seesPermissions && (await explainPermissions(operator, { userId, organizationId: null })),
      roles: ofRoles && (await listRolesToAdd(ofRoles, userId)),
      toAdd: ofApis && (await listPermissionsToAdd(ofApis, { userId, apiId })),
    }),
  })
  const { access, explained, roles, toAdd } = found
  const { user } = viewed
  const { name: tenantName } = await currentTenant()
  return (
    <UserFrame viewed={viewed}>
      <RolesSection viewed={viewed} access={access} toAdd={roles} tenantName={tenantName} />
      <Section
        title="Direct permissions"
        text="Given to this user alone. A role is easier to keep an overview of."
      >
        <DirectPermissions user={user} permissions={access.permissions} mayRemove={mayUpdate} />
        {toAdd && <AddPermissions user={user} toAdd={toAdd} apiId={apiId} />}
      </Section>
      {explained && (
        <Section
          title="Effective permissions"
          text={`What ${user.name} can do outside of organizations, and where each permission comes from.`}
        >
          <PermissionsExplained apis={explained} nothing={emptyText(user)} tenantName={tenantName} />
        </Section>
      )}
    </UserFrame>
  )
}

function emptyText({ name, isBlocked }: User): string {
  return isBlocked ? `Nothing: ${name} is blocked.` : `${name} has no permissions outside of organizations.`
}
