import { beforeAll, describe, expect, it } from 'vitest'
import type { AnyAccess, OrganizationAccess } from '@/lib/access'
import { findSession } from '@/lib/domain/users/find-session'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { createOperator } from '@/test/fixtures/operator'
import { tenantLevelAccess } from '@/test/fixtures/support'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { change, changeLocked, read, unchanged, type ChangeResult } from './transaction'
import type { Tx } from './prisma'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: OrganizationAccess

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  organization = await tenant.createOrganization({ owner })
  access = await tenant.accessTo(organization, owner)
})

/** Does the second while the first is under way. */
async function meanwhile<T>(first: AnyAccess, second: () => Promise<T>): Promise<T> {
  return change(first, async () => unchanged(await second()))
}

/** Starts the second in the first, goes on once it waits; answers how often any of them ran. */
async function runsInTurn(
  [first, second]: [Starting, Starting],
  work: (tx: Tx) => Promise<unknown> = () => Promise.resolve(),
): Promise<number> {
  let runs = 0
  const started: Promise<unknown>[] = []
  await first(async (tx) => {
    runs += 1
    started.push(
      second(async (other) => {
        runs += 1
        await work(other)
        return unchanged(null)
      }),
    )
    await waitForLockWaiter(tx)
    await work(tx)
    return unchanged(null)
  })
  await Promise.all(started)
  return runs
}
type Starting = (work: (tx: Tx) => Promise<ChangeResult<null>>) => Promise<unknown>

describe('while a change is in progress', () => {
  it('others in the organization run beside it', async () => {
    expect(await meanwhile(access, () => change(access, () => Promise.resolve(unchanged('done'))))).toBe(
      'done',
    )
  })

  it('what its caller reads does not wait', async () => {
    const reading = () => read(access, (tx) => tx.member.count())
    const locking = changeLocked(access, async () => unchanged(await reading()))
    expect(await locking).toBe(1)
  })

  it('its session is found, and noted as seen another time', async () => {
    const { id, sessionId } = owner
    const longAgo = new Date(Date.now() - 600_000)
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: longAgo } }),
    )
    const find = () => findSession(tenant.tenantId, sessionId, id)
    const seenAt = () => tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: sessionId } }))
    expect(await meanwhile(access, find)).toMatchObject({ id: sessionId })
    expect((await seenAt()).lastSeenAt).toEqual(longAgo)
    await find()
    expect((await seenAt()).lastSeenAt).not.toEqual(longAgo)
  })

  it('one that locks the organization waits for it, and it for that one', async () => {
    const ordinary: Starting = (work) => change(access, work)
    const locking: Starting = (work) => changeLocked(access, work)
    expect(await runsInTurn([ordinary, locking])).toBe(2)
    expect(await runsInTurn([locking, ordinary])).toBe(2)
    expect(await runsInTurn([locking, locking])).toBe(2)
  })
})

describe('a change that waits while its organization is deleted', () => {
  const by: Record<string, (id: TestOrganization) => Promise<OrganizationAccess>> = {
    member: (deleted) => tenant.accessTo(deleted, owner),
    operator: async (deleted) =>
      tenantLevelAccess(tenant, await createOperator(tenant), { organization: deleted, needed: [] }),
  }

  it.each(Object.keys(by))('is refused: of one %s', async (who) => {
    const deleted = await tenant.createOrganization({ owner })
    const waiting = await by[who]?.(deleted)
    if (!waiting) throw new Error(`There is no access of ${who}.`)
    let ran = false
    const started: Promise<unknown>[] = []
    await changeLocked(await tenant.accessTo(deleted, owner), async (tx) => {
      const work = () => {
        ran = true
        return Promise.resolve(unchanged(null))
      }
      started.push(expect(changeLocked(waiting, work)).rejects.toMatchObject({ code: 'not_found' }))
      await waitForLockWaiter(tx)
      await tx.organization.updateMany({ data: { deletedAt: new Date() } })
      return unchanged(null)
    })
    await Promise.all(started)
    expect(ran).toBe(false)
  })
})

describe('no two changes wait for each other', () => {
  it('that alter the organization', async () => {
    const locking: Starting = (work) => changeLocked(access, work)
    const rename = (tx: Tx) => tx.organization.updateMany({ data: { displayName: 'Renamed' } })
    expect(await runsInTurn([locking, locking], rename)).toBe(2)
  })

  it('that alter their caller’s own session', async () => {
    const own: Starting = (work) => change(owner.self, work)
    const land = (tx: Tx) => tx.session.updateMany({ data: { organizationId: organization.id } })
    expect(await runsInTurn([own, own], land)).toBe(2)
  })

  it('by operators who alter each other', async () => {
    const [one, two] = await Promise.all([createOperator(tenant), createOperator(tenant)])
    const [ones, twos] = await Promise.all([tenant.tenantAccess(one), tenant.tenantAccess(two)])
    const users = [one.id, two.id]
    const naming = (tx: Tx) => tx.user.updateMany({ where: { id: { in: users } }, data: { name: 'Other' } })
    const by =
      (actor: AnyAccess, others: string[]): Starting =>
      (work) =>
        change(actor, work, { users: others })
    expect(await runsInTurn([by(ones, [two.id]), by(twos, [one.id])], naming)).toBe(2)
  })

  it('by operators who alter a role that they hold', async () => {
    const [one, two] = await Promise.all([createOperator(tenant), createOperator(tenant)])
    const roles = [tenant.role('Operator')]
    const by = async (person: TestUser): Promise<Starting> => {
      const actor = await tenant.tenantAccess(person)
      return (work) => change(actor, work, { roles })
    }
    const touch = (tx: Tx) =>
      tx.role.updateMany({ where: { id: roles[0] ?? '' }, data: { description: 'It' } })
    expect(await runsInTurn(await Promise.all([by(one), by(two)]), touch)).toBe(2)
  })
})

describe('a change that does not begin by locking the organization', () => {
  const writes: Record<string, (tx: Tx) => Promise<unknown>> = {
    organizations: (tx) => tx.organization.updateMany({ data: { displayName: 'Renamed' } }),
    members: (tx) => tx.member.deleteMany(),
    member_roles: (tx) => tx.memberRole.deleteMany(),
    roles: (tx) => tx.role.deleteMany({ where: { organizationId: organization.id } }),
    role_permissions: (tx) => tx.rolePermission.deleteMany({ where: { usableIn: organization.id } }),
    enabled_connections: (tx) => tx.enabledConnection.deleteMany(),
    organization_clients: (tx) => tx.organizationClient.deleteMany(),
  }

  it.each(Object.keys(writes))('writes no %s', async (table) => {
    const writing = change(access, async (tx) => unchanged(await writes[table]?.(tx)))
    await expect(writing).rejects.toThrow(`A change that writes ${table} begins by locking the organization`)
  })
})
