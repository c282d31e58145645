import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { TestUser } from '@/test/fixtures/tenant'
import { address, newAddress, InvitationFixture } from '@/test/fixtures/invitations'
import { refusal, type RoleTenant } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing, type RoleEditing } from '@/test/fixtures/role-editing'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { acceptInvitation } from '../invitations/accept-invitation'
import { invite } from '../invitations/invite'
import { changeMemberRoles } from '../members/change-member-roles'
import { changeOrganizationRole } from './change-organization-role'
import { deleteOrganizationRole } from './delete-organization-role'

let api: RoleEditing
let roleTenant: RoleTenant
const times = rounds(8)

beforeAll(async () => {
  api = await prepareRoleEditing('update:organization_roles')
  roleTenant = api.roleTenant
})
afterAll(disconnect)

/** The results of two calls that start together, in alternating order; a refusal as its code. */
async function race(
  round: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<[string, string]> {
  const settle = (work: () => Promise<unknown>) =>
    work().then(
      () => 'done',
      (error: unknown) => refusal(Promise.reject(error as Error)),
    )
  if (round % 2 === 0) return Promise.all([settle(first), settle(second)])
  const [later, sooner] = await Promise.all([settle(second), settle(first)])
  return [sooner, later]
}

async function removing(roleId: string) {
  const access = await roleTenant.tenant.accessTo(api.organization, api.owner, 'delete:organization_roles')
  return () => deleteOrganizationRole(access, roleId)
}

describe('two editors of one role', () => {
  it(
    'who reviewed the same version: one saves, the other gets a conflict',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const role = await api.createRole(...roleTenant.documents('read'))
        const { version } = await api.review(role)
        const access = await roleTenant.tenant.accessTo(
          api.organization,
          api.owner,
          'update:organization_roles',
        )
        const saving = (permissions: typeof role.permissions) => () =>
          changeOrganizationRole(access, { ...role, permissions, version })
        const outcome = await race(round, saving(roleTenant.documents('write')), saving([]))
        expect(outcome.toSorted()).toEqual(['conflict', 'done'])
        const saved = outcome[0] === 'done' ? ['write:documents'] : []
        expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(saved)
        const events = await roleTenant.eventsOf(api.organization, 'role.changed')
        expect(events.filter(({ targetId }) => targetId === role.roleId)).toHaveLength(1)
      }
    },
  )
})

describe('a role that is deleted while it is', () => {
  it(
    'given: the member has it and it stays, or it is deleted and cannot be given',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const { roleId, name } = await api.createRole()
        const person = await roleTenant.createMember(api.organization, ['Viewer'])
        const access = await roleTenant.tenant.accessTo(
          api.organization,
          api.owner,
          'read:organization_member_roles',
        )
        const giving = () => changeMemberRoles(access, { userId: person.id, roles: [roleId] })
        const [gave, deleted] = await race(round, giving, await removing(roleId))
        expect([gave, deleted]).toEqual(
          gave === 'done' ? ['done', 'conflict'] : ['not_yours_to_give', 'done'],
        )
        expect(await roleTenant.rolesOf(api.organization, person)).toEqual([
          gave === 'done' ? name : 'Viewer',
        ])
      }
    },
  )

  it(
    'offered: the offer is made and drops it, or is refused',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const { roleId } = await api.createRole()
        const access = await roleTenant.tenant.accessTo(
          api.organization,
          api.owner,
          'create:organization_invitations',
        )
        const roleIds = [roleId, roleTenant.tenant.role('Viewer')]
        const offering = () => invite(access, { addresses: [address(newAddress())], roleIds })
        const [offered, deleted] = await race(round, offering, await removing(roleId))
        expect(deleted).toBe('done')
        expect(['done', 'not_yours_to_give at roles']).toContain(offered)
        const left = await roleTenant.tenant.read((tx) => tx.invitationRole.count({ where: { roleId } }))
        expect(left).toBe(0)
      }
    },
  )

  it(
    'accepted with another: it is deleted, and the invitee has the other',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      const kept = await api.createRole()
      const fixture = new InvitationFixture(roleTenant.tenant, api.owner, api.organization)
      roleTenant.tenant.roles.Kept = kept.roleId
      for (let round = 0; round < times; round += 1) {
        const { roleId, name } = await api.createRole()
        roleTenant.tenant.roles.Passing = roleId
        const guest = await roleTenant.tenant.createUser()
        const { mailed } = await fixture.send(guest.email, ['Kept', 'Passing'])
        const accepting = () => acceptInvitation(guest.self, mailed)
        expect(await race(round, accepting, await removing(roleId))).toEqual(['done', 'done'])
        expect(await roleTenant.roleOf(roleId)).toBeNull()
        expect(await roleTenant.rolesOf(api.organization, guest)).toEqual([kept.name])
        expect(name).not.toBe(kept.name)
      }
    },
  )

  it('accepted alone: one of the two is refused', { timeout: timeoutOfRounds(60_000) }, async () => {
    const fixture = new InvitationFixture(roleTenant.tenant, api.owner, api.organization)
    for (let round = 0; round < times; round += 1) {
      const { roleId, name } = await api.createRole()
      roleTenant.tenant.roles.Passing = roleId
      const guest = await roleTenant.tenant.createUser()
      const { mailed } = await fixture.send(guest.email, ['Passing'])
      const accepting = () => acceptInvitation(guest.self, mailed)
      const [accepted, deleted] = await race(round, accepting, await removing(roleId))
      expect([accepted, deleted]).toEqual(accepted === 'done' ? ['done', 'conflict'] : ['conflict', 'done'])
      expect(await roleTenant.rolesOf(api.organization, guest)).toEqual(accepted === 'done' ? [name] : [])
    }
  })

  it(
    'edited: it is edited and then deleted, or deleted and not found',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const role = await api.createRole()
        const { version } = await api.review(role)
        const access = await roleTenant.tenant.accessTo(
          api.organization,
          api.owner,
          'update:organization_roles',
        )
        const permissions = roleTenant.documents('read')
        const editing = () => changeOrganizationRole(access, { ...role, permissions, version })
        const [edited, deleted] = await race(round, editing, await removing(role.roleId))
        expect(deleted).toBe('done')
        expect(['done', 'not_found']).toContain(edited)
        expect(await roleTenant.roleOf(role.roleId)).toBeNull()
      }
    },
  )
})

it(
  'a permission that is closed while it is added is in the role, or refused',
  { timeout: timeoutOfRounds(60_000) },
  async () => {
    for (let round = 0; round < times; round += 1) {
      const role = await api.createRole()
      const name = newId('role')
      const permission = { apiId: roleTenant.documentsId, name }
      await roleTenant.tenant.write((tx) =>
        tx.permission.create({ data: { ...permission, openToOrganizations: true } }),
      )
      const { version } = await api.review(role)
      const access = await roleTenant.tenant.accessTo(
        api.organization,
        api.owner,
        'update:organization_roles',
      )
      const adding = () => changeOrganizationRole(access, { ...role, permissions: [permission], version })
      const closing = () =>
        roleTenant.tenant.write((tx) =>
          tx.permission.updateMany({ where: permission, data: { openToOrganizations: false } }),
        )
      const [added] = await race(round, adding, closing)
      expect(['done', 'not_yours_to_give at permissions']).toContain(added)
      expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(added === 'done' ? [name] : [])
    }
  },
)

describe('an editor who loses permissions during the edit', () => {
  async function editor(): Promise<TestUser> {
    const role = await api.createRole(
      ...roleTenant.portal('update:organization_roles', 'read:organization_logs'),
    )
    return roleTenant.createMember(api.organization, [role.name, 'Viewer'])
  }

  it('gives a permission before losing it, or is refused', { timeout: timeoutOfRounds(60_000) }, async () => {
    const demoter = await roleTenant.tenant.accessTo(
      api.organization,
      api.owner,
      'read:organization_member_roles',
    )
    for (let round = 0; round < times; round += 1) {
      const [person, role] = [await editor(), await api.createRole()]
      const { version } = await api.review(role, person)
      const access = await roleTenant.tenant.accessTo(api.organization, person, 'update:organization_roles')
      const permissions = roleTenant.portal('read:organization_logs')
      const editing = () => changeOrganizationRole(access, { ...role, permissions, version })
      const demoting = () =>
        changeMemberRoles(demoter, { userId: person.id, roles: [roleTenant.tenant.role('Viewer')] })
      const [edited, demoted] = await race(round, editing, demoting)
      expect(demoted).toBe('done')
      expect(['done', 'not_found']).toContain(edited)
      const given = edited === 'done' ? ['read:organization_logs'] : []
      expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(given)
    }
  })

  it('is refused when the edit waited for the editor’s own demotion', async () => {
    const [person, role] = [await editor(), await api.createRole()]
    const { version } = await api.review(role, person)
    const access = await roleTenant.tenant.accessTo(api.organization, person, 'update:organization_roles')
    const editing: Promise<string>[] = []
    await roleTenant.tenant.write(async (tx) => {
      await tx.$queryRaw`SELECT id FROM organizations WHERE id = ${api.organization.id} FOR UPDATE`
      editing.push(refusal(changeOrganizationRole(access, { ...role, name: newId('role'), version })))
      await waitForLockWaiter(tx)
      await tx.memberRole.deleteMany({
        where: { userId: person.id, roleId: { not: roleTenant.tenant.role('Viewer') } },
      })
    })
    expect(await Promise.all(editing)).toEqual(['not_found'])
  })
})
