import { beforeEach, describe, expect, it } from 'vitest'
import { createRole } from '@/test/fixtures/builders'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { RequiredConnection } from '@/test/fixtures/required-connection'
import { refusalCode } from '@/test/fixtures/signed-out'
import { tenantLevelAccess } from '@/test/fixtures/support'
import type { TestUser } from '@/test/fixtures/tenant'
import { mayJoinOnLogin } from '../members/join-on-login'
import { removeMembers } from '../members/remove-members'
import { getEnabledConnection } from './organization-connection'
import { setConnectionJoinRole } from './set-connection-join-role'
import { updateOrganizationConnection } from './update-organization-connection'

const own = await OwnConnections.open()
const { tenant, operator } = own.fixture
let fixture: RequiredConnection

await tenant.write((tx) => tx.role.updateMany({ where: { name: 'Member' }, data: { joins: true } }))
beforeEach(async () => {
  fixture = await RequiredConnection.create(own)
  await tenant.write((tx) =>
    tx.enabledConnection.updateMany({
      where: { connectionId: fixture.at.connectionId },
      data: { assignMembershipOnLogin: true },
    }),
  )
})

const needed = ['update:organization_connections', 'create:organization_invitations'] as const

async function choose(roleId: string | null, by: TestUser = fixture.at.owner): Promise<void> {
  const access = await tenant.accessTo(fixture.at.organization, by, ...needed)
  await setConnectionJoinRole(access, { id: fixture.at.connectionId, roleId })
}

async function asOperator(roleId: string | null): Promise<void> {
  const at = { organization: fixture.at.organization, needed }
  const access = await tenantLevelAccess(tenant, operator, at)
  await setConnectionJoinRole(access, { id: fixture.at.connectionId, roleId })
}

/** With permissions of the portal. */
function ownRole(name = 'Guest', organizationId = fixture.at.organization.id, of: string[] = []) {
  return tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
    const permissions = of.map((permission) => ({ apiId, name: permission }))
    return createRole(tx, { name, organizationId, permissions })
  })
}

/** The roles of someone new who signs in; null if they do not become a member. */
async function joined(): Promise<string[] | null> {
  const user = await tenant.createUser()
  const who = { organizationId: fixture.at.organization.id, userId: user.id }
  const may = await mayJoinOnLogin(tenant.tenantId, who)
  await fixture.signInThere(user, fixture.at.connectionId)
  const member = await tenant.read((tx) =>
    tx.member.findFirst({ where: who, include: { roles: { include: { role: true } } } }),
  )
  expect(may).toBe(member !== null)
  return member && member.roles.map(({ role }) => role.name)
}

function changes() {
  return fixture.events('connection.join_role_changed')
}

describe('the role of people who join by a connection', () => {
  it('is refused for an owner role, one above the caller’s own, another organization’s, and unknown', async () => {
    const foreign = await ownRole('Theirs', own.fixture.there.id)
    for (const roleId of [tenant.role('Owner'), tenant.role('Operator'), foreign, 'rol_unknown'])
      expect(await refusalCode(choose(roleId))).toBe('not_yours_to_give')
    const viewer = await tenant.createUser()
    await tenant.addMember(fixture.at.organization, viewer, ['Viewer'])
    expect(await refusalCode(choose(tenant.role('Viewer'), viewer))).toBe('not_found')
    const access = await tenant.accessTo(fixture.at.organization, fixture.at.owner, ...needed)
    const other = await RequiredConnection.create(own)
    const choosing = setConnectionJoinRole(access, { id: other.at.connectionId, roleId: null })
    expect(await refusalCode(choosing)).toBe('not_found')
    expect(await changes()).toEqual([])
  })

  it('is the tenant’s until one is chosen, and again once it is not', async () => {
    expect(await joined()).toEqual(['Member'])
    await choose(null)
    await choose(tenant.role('Viewer'))
    await choose(tenant.role('Viewer'))
    expect(await joined()).toEqual(['Viewer'])
    await choose(null)
    expect(await joined()).toEqual(['Member'])
    expect((await changes()).map(({ details }) => details)).toEqual([
      { before: null, after: { roles: ['Viewer'] } },
      { before: { roles: ['Viewer'] }, after: null },
    ])
  })

  it('is none once the role was deleted, until another one is chosen', async () => {
    const id = await ownRole()
    await choose(id)
    expect(await joined()).toEqual(['Guest'])
    await tenant.write(async (tx) => {
      await tx.memberRole.updateMany({
        where: { roleId: id },
        data: { roleId: tenant.role('Viewer'), usableIn: '*' },
      })
      await tx.role.delete({ where: { tenantId_id: { tenantId: tenant.tenantId, id } } })
    })
    expect(await joined()).toBeNull()
    const access = await fixture.access()
    const { joining } = await getEnabledConnection(access, fixture.at.connectionId)
    expect(joining).toMatchObject({ isChosen: true, role: null, isRoleGiven: false })
    await choose(tenant.role('Viewer'))
    expect(await joined()).toEqual(['Viewer'])
  })

  it('is limited by what the person who chose it may grant when someone joins, and had when they left', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.at.organization, admin, ['Admin'])
    await choose(tenant.role('Admin'), admin)
    expect(await joined()).toEqual(['Admin'])
    const of = { organizationId: fixture.at.organization.id, userId: admin.id }
    const demote = (role: string) =>
      tenant.write((tx) => tx.memberRole.updateMany({ where: of, data: { roleId: tenant.role(role) } }))
    await demote('Viewer')
    expect(await joined()).toBeNull()
    await demote('Admin')
    expect(await joined()).toEqual(['Admin'])
    const removing = await tenant.accessTo(
      fixture.at.organization,
      fixture.at.owner,
      'delete:organization_members',
    )
    await removeMembers(removing, { users: [admin.id] })
    expect(await joined()).toEqual(['Admin'])
  })

  it('is not limited for an operator, and a member who saves it again is', async () => {
    const auditor = await ownRole('Auditor')
    await asOperator(auditor)
    expect(await joined()).toEqual(['Auditor'])
    expect(await refusalCode(asOperator(tenant.role('Owner')))).toBe('not_yours_to_give')
    const settings = () =>
      tenant.read((tx) =>
        tx.connectionJoinSetting.findFirstOrThrow({ where: { connectionId: fixture.at.connectionId } }),
      )
    expect(await settings()).toMatchObject({ setExempt: true, setBy: operator.id })
    await choose(auditor)
    expect(await settings()).toMatchObject({ setExempt: false, setBy: fixture.at.owner.id })
    await choose(auditor)
    expect((await changes()).map(({ actorId }) => actorId)).toEqual([operator.id, fixture.at.owner.id])
  })

  it('counts when a member lets everyone who signs in join', async () => {
    const { connectionId: id, organization, owner } = fixture.at
    const admin = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    const set = async (assignMembershipOnLogin: boolean, by: TestUser) =>
      updateOrganizationConnection(
        await tenant.accessTo(organization, by, 'update:organization_connections'),
        { id, assignMembershipOnLogin },
      )
    await set(false, owner)
    await asOperator(await ownRole('Deputy', organization.id, ['delete:organizations']))
    expect(await refusalCode(set(true, admin))).toBe('not_yours_to_give')
    await asOperator(null)
    expect(await set(true, admin)).toMatchObject({ assignMembershipOnLogin: true })
  })
})
