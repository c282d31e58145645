import { beforeAll, expect, it } from 'vitest'
import { takeOverDirectory } from '@/lib/domain/directories/turn-on-directory'
import { leaveOrganization } from '@/lib/domain/members/leave-organization'
import { newId } from '@/lib/ids'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf } from '@/test/fixtures/scim-requests'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import type { TestUser } from '@/test/fixtures/tenant'

const times = rounds(10)

const directory = await TestDirectory.open()
const { tenant, organization, connectionId } = directory
const { owner } = directory.own.fixture
const second = await tenant.createUser()
const ids = [newId('directoryUser'), newId('directoryUser')] as const
const groupId = newId('directoryGroup')

/** Has all permissions of an owner without being one, so that the directory can act on owners whatever becomes of them. */
beforeAll(async () => {
  const keeper = await tenant.createUser()
  await tenant.addMember(organization, keeper, ['Member'])
  await tenant.write(async (tx) => {
    const roleId = newId('role')
    await tx.role.create({ data: { id: roleId, name: 'Keeper', assignable: true } })
    const permissions = await tx.rolePermission.findMany({ where: { roleId: tenant.role('Owner') } })
    await tx.rolePermission.createMany({
      data: permissions.map(({ apiId, name, usableIn }) => ({ roleId, apiId, name, usableIn })),
    })
    const here = { organizationId: organization.id, userId: keeper.id }
    await tx.memberRole.create({ data: { ...here, roleId, usableIn: '*' } })
  })
  await takeOverDirectory(await directory.maker(keeper), connectionId)
})

/** Both are managed, and owners by a group. */
async function makeOwners(): Promise<void> {
  const [here, people] = [{ organizationId: organization.id }, [owner, second]]
  await tenant.write(async (tx) => {
    await tx.directoryGroup.deleteMany({ where: { id: groupId } })
    await tx.member.deleteMany({ where: { ...here, userId: { in: people.map(({ id }) => id) } } })
    await tx.member.createMany({ data: people.map(({ id: userId }) => ({ ...here, userId })) })
    const roleId = tenant.role('Owner')
    await tx.memberRole.createMany({
      data: people.map(({ id: userId }) => ({ ...here, userId, roleId, usableIn: '*' })),
    })
    await tx.directoryUser.createMany({
      data: people.map(({ id: userId, email }, at) => ({
        ...here,
        connectionId,
        userId,
        id: ids[at] ?? '',
        userName: email,
        userNameFolded: email,
        emailFolded: email,
        attributes: {},
      })),
    })
    await tx.directoryGroup.create({
      data: { ...here, connectionId, id: groupId, displayName: 'Owners', nameFolded: 'owners' },
    })
    await tx.directoryGroupMember.createMany({
      data: ids.map((directoryUserId) => ({ ...here, groupId, directoryUserId })),
    })
    await tx.directoryGroupRole.create({ data: { ...here, groupId, roleId, usableIn: '*' } })
  })
}

function countOwners(): Promise<number> {
  return tenant.read((tx) =>
    tx.memberRole.count({
      where: {
        organizationId: organization.id,
        roleId: tenant.role('Owner'),
        member: { suspendedAt: null },
      },
    }),
  )
}

type Act = () => Promise<unknown>

function asked(method: string, path: string, body?: object): Act {
  return async () => {
    const { status } = await directory.ask(method, path, body === undefined ? {} : { body })
    expect([200, 204, 404, 409], `${method} ${path}`).toContain(status)
  }
}

/** In a session of its own: earlier ones end with a deactivation. */
function leave(person: TestUser): Act {
  return async () => {
    const access = await tenant.accessTo(organization, await tenant.secondSession(person)).catch(() => null)
    if (access) await leaveOrganization(access).catch(() => undefined)
  }
}

const [first, other] = ids
const inactive = patchOf({ op: 'Replace', path: 'active', value: 'False' })

function without(id: string): object {
  return patchOf({ op: 'Remove', path: `members[value eq "${id}"]` })
}

const races: Record<string, Act[]> = {
  'deleting both': [asked('DELETE', `/Users/${first}`), asked('DELETE', `/Users/${other}`)],
  'deactivating both': [
    asked('PATCH', `/Users/${first}`, inactive),
    asked('PATCH', `/Users/${other}`, inactive),
  ],
  'removing both from the group': [
    asked('PATCH', `/Groups/${groupId}`, without(first)),
    asked('PATCH', `/Groups/${groupId}`, without(other)),
  ],
  'deleting the group, and deactivating one': [
    asked('DELETE', `/Groups/${groupId}`),
    asked('PATCH', `/Users/${first}`, inactive),
  ],
  'emptying the group while one leaves and the other is deleted': [
    asked('PUT', `/Groups/${groupId}`, { displayName: 'Owners', members: [] }),
    leave(owner),
    asked('DELETE', `/Users/${other}`),
  ],
}

it.each(Object.entries(races))(
  `%s at the same time leaves an owner, in each of ${times} rounds`,
  { timeout: timeoutOfRounds(60_000) },
  async (_, acts) => {
    for (let round = 0; round < times; round++) {
      await makeOwners()
      expect(await countOwners()).toBe(2)
      await Promise.all(acts.map((act) => act()))
      expect(await countOwners()).toBeGreaterThan(0)
    }
  },
)
