import { beforeEach, expect, it } from 'vitest'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { currentLink, day } from '@/test/fixtures/join-links'
import { createOperator } from '@/test/fixtures/operator'
import { createRoleTenant } from '@/test/fixtures/organization-roles'
import { tenantLevelAccess } from '@/test/fixtures/support'
import { deleteOrganizationRole } from '../roles/delete-organization-role'
import type { PermissionRef } from '../roles/permission-ref'
import { createJoinLink } from './create-join-link'
import { findJoinLink } from './queries'
import { joinByLink } from './join-by-link'

const roleTenant = await createRoleTenant()
const { tenant } = roleTenant
const owner = await tenant.createUser({ name: 'Olga Owner' })
let at: InvitationFixture
let firstRole: string

beforeEach(async () => {
  at = new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner }))
  firstRole = await createRole('First')
})

function createRole(name: string, ...permissions: PermissionRef[]): Promise<string> {
  return roleTenant.createRole(at.organization, name, permissions)
}

async function asOperator() {
  const needed = ['create:organization_invitations', 'delete:organization_roles'] as const
  return tenantLevelAccess(tenant, await createOperator(tenant), { organization: at.organization, needed })
}

async function createLink(...roleIds: string[]): Promise<void> {
  await createJoinLink(await asOperator(), { roleIds, allowedDomains: [], maxUses: null, ttlSeconds: day })
}

async function rolesOfLink(): Promise<string[] | undefined> {
  return (await findJoinLink(await at.reading()))?.roles.map(({ name }) => name)
}

it('an operator replaces it with any role', async () => {
  const strong = await createRole('Strong', ...roleTenant.portal('delete:organizations'))
  await createLink(firstRole)
  await deleteOrganizationRole(await asOperator(), firstRole, { instead: strong })
  const guest = await tenant.createUser()
  await joinByLink(guest.self, (await currentLink(at)).token)
  expect(await at.rolesOf(guest.id)).toEqual(['Strong'])
})

it('a member replaces it only where they can assign all roles of the link, which is then theirs', async () => {
  const deleterRole = 'Deleter'
  tenant.roles[deleterRole] = await createRole(
    deleterRole,
    ...roleTenant.portal(
      'delete:organization_roles',
      'create:organization_member_roles',
      'create:organization_invitations',
    ),
  )
  const deleter = await roleTenant.createMember(at.organization, [deleterRole])
  const strong = await createRole('Strong', ...roleTenant.portal('delete:organizations'))
  const other = await createRole('Other')
  const byDeleter = () => tenant.accessTo(at.organization, deleter, 'delete:organization_roles')
  await createLink(firstRole, strong)
  await deleteOrganizationRole(await byDeleter(), firstRole, { instead: other })
  expect(await rolesOfLink()).toEqual(['Strong'])
  await deleteOrganizationRole(await asOperator(), strong, { instead: tenant.role('Viewer') })
  const pilot = await createRole('Pilot')
  await createAnother(pilot)
  await deleteOrganizationRole(await byDeleter(), pilot, { instead: other })
  expect(await rolesOfLink()).toEqual(['Other'])
  const [link] = await tenant.write((tx) =>
    tx.joinLink.findMany({ where: { organizationId: at.organization.id, endedAt: null } }),
  )
  expect(link).toMatchObject({ makerUserId: deleter.id, makerExempt: false })
})

async function createAnother(roleId: string): Promise<void> {
  await tenant.write(
    (tx) => tx.$executeRaw`
      UPDATE join_links SET ended_at = now(), ended_as = 'turned_off'
      WHERE tenant_id = ${tenant.tenantId} AND organization_id = ${at.organization.id} AND ended_at IS NULL`,
  )
  await createLink(roleId)
}
