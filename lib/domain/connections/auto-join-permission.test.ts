import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Permission } from '@/lib/access'
import { createRoleTenant, refusal, type RoleTenant } from '@/test/fixtures/organization-roles'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { getEnabledConnection } from './organization-connection'
import { updateOrganizationConnection } from './update-organization-connection'

let roleTenant: RoleTenant
let organization: TestOrganization

beforeAll(async () => {
  roleTenant = await createRoleTenant()
})
beforeEach(async () => {
  organization = await roleTenant.tenant.createOrganization({ owner: await roleTenant.tenant.createUser() })
})

const closed = { assignMembershipOnLogin: false, showAsButton: true, isSignupEnabled: false }
const opened = { ...closed, assignMembershipOnLogin: true }

/** A member who may change the settings of connections here, with these further permissions. */
async function createManager(...besides: Permission[]): Promise<TestUser> {
  const own = roleTenant.portal(
    'read:organization_connections',
    'update:organization_connections',
    ...besides,
  )
  await roleTenant.createRole(organization, 'Connection manager', own)
  return roleTenant.createMember(organization, ['Connection manager'])
}

async function set(person: TestUser, input: typeof closed) {
  const access = await roleTenant.tenant.accessTo(organization, person, 'update:organization_connections')
  return updateOrganizationConnection(access, { id: roleTenant.tenant.connection('password'), ...input })
}

async function seen(person: TestUser) {
  const access = await roleTenant.tenant.accessTo(organization, person, 'read:organization_connections')
  return getEnabledConnection(access, roleTenant.tenant.connection('password'))
}

function setDirectly(data: typeof closed) {
  const connectionId = roleTenant.tenant.connection('password')
  return roleTenant.tenant.write((tx) =>
    tx.enabledConnection.updateMany({ where: { organizationId: organization.id, connectionId }, data }),
  )
}

describe('membership for everyone who signs in', () => {
  it('cannot be turned on by a member who may not give the role that comes with it', async () => {
    const person = await createManager()
    expect((await seen(person)).joining.canAutoJoin).toBe(false)
    expect(await refusal(set(person, opened))).toBe('not_yours_to_give at assign_membership_on_login')
    await setDirectly(opened)
    expect(await refusal(set(person, { ...opened, isSignupEnabled: true }))).toBe(
      'not_yours_to_give at assign_membership_on_login',
    )
    expect((await seen(person)).enabled).toEqual(opened)
  })

  it('can be turned off or left on by a member who may not give that role', async () => {
    const person = await createManager()
    await setDirectly({ ...opened, isSignupEnabled: true })
    await set(person, opened)
    expect((await seen(person)).enabled).toEqual(opened)
    await set(person, closed)
    expect((await seen(person)).enabled).toEqual(closed)
  })

  it('can be turned on by a member who may give that role', async () => {
    const person = await createManager('read:organization_members', 'read:organization_member_roles')
    expect((await seen(person)).joining.canAutoJoin).toBe(true)
    await set(person, { ...opened, isSignupEnabled: true })
    expect((await seen(person)).enabled).toEqual({ ...opened, isSignupEnabled: true })
  })
})
