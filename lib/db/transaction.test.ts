import { beforeAll, describe, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { sqlState } from './database-error'
import { bypassRowSecurity, change, changeLocked, read, unchanged } from './transaction'
import { sql } from './sql'

let tenant: TestTenant
let other: TestTenant
let owner: TestUser
let organization: TestOrganization
let neighbour: TestOrganization

beforeAll(async () => {
  ;[tenant, other] = await Promise.all([createTestTenant(), createTestTenant()])
  owner = await tenant.createUser({ name: 'Ánn Müller' })
  organization = await tenant.createOrganization({ owner })
  neighbour = await tenant.createOrganization()
})

describe('a transaction', () => {
  it('shows an organization its own rows and no other’s', async () => {
    const access = await tenant.accessTo(organization, owner)
    const seen = await read(access, (tx) => tx.organization.findMany({ select: { id: true } }))
    expect(seen).toEqual([{ id: organization.id }])
  })

  it('shows nothing of another tenant', async () => {
    const seen = await other.read((tx) => tx.organization.findMany())
    expect(seen).toEqual([])
  })

  it('says so when a statement takes longer than any may', async () => {
    const context = tenant.read(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '50ms', true)`
      await tx.$executeRaw`SELECT pg_sleep(2)`
    })
    await expect(context).rejects.toMatchObject({ code: 'too_many', retryAfter: 5 })
  })

  it('writes nothing of a change that throws', async () => {
    const access = await tenant.accessTo(organization, owner, 'update:organizations')
    const failing = changeLocked(access, async (tx) => {
      await tx.organization.updateMany({ data: { displayName: 'Changed' } })
      throw new Error('thrown on purpose')
    })
    await expect(failing).rejects.toThrow('thrown on purpose')
    const row = await tenant.read((tx) =>
      tx.organization.findFirstOrThrow({ where: { id: organization.id } }),
    )
    expect(row.displayName).toBe('Place')
  })

  it('writes the event with the change', async () => {
    const access = await tenant.accessTo(organization, owner)
    await change(access, async () => ({
      result: null,
      events: [{ type: 'test.happened', details: { before: 1, after: 2 } }],
    }))
    const event = await tenant.read((tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { type: 'test.happened' }, include: { people: true } }),
    )
    expect(event).toMatchObject({
      organizationId: organization.id,
      actorId: owner.id,
      people: { actorEmail: owner.email },
    })
  })

  it('checks access again: a member who was removed meanwhile gets not_found', async () => {
    const gone = await tenant.createUser()
    await tenant.addMember(organization, gone, ['Admin'])
    const access = await tenant.accessTo(organization, gone, 'read:organization_members')
    await tenant.write((tx) =>
      tx.member.deleteMany({ where: { organizationId: organization.id, userId: gone.id } }),
    )
    await expect(read(access, (tx) => tx.member.findMany())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('checks access again: a permission that was removed meanwhile no longer counts', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    const access = await tenant.accessTo(organization, admin, 'read:organization_members')
    await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: admin.id } }))
    await expect(change(access, () => Promise.resolve(unchanged(1)))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('sends a person whose session ended to sign in again', async () => {
    const person = await tenant.createUser()
    await tenant.addMember(organization, person)
    const access = await tenant.accessTo(organization, person)
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { id: person.sessionId }, data: { endedAt: new Date() } }),
    )
    await expect(read(access, (tx) => tx.member.findMany())).rejects.toMatchObject({ code: 'sign_in_again' })
  })

  it('refuses writes of one organization into another', async () => {
    const access = await tenant.accessTo(organization, owner)
    const writing = changeLocked(access, async (tx) => {
      await tx.member.create({ data: { organizationId: neighbour.id, userId: owner.id } })
      return unchanged(null)
    })
    await expect(writing).rejects.toSatisfy((error) => sqlState(error) === '42501')
  })

  it('rejects a caller that waits for a lock too long', async () => {
    const locking = sql`SELECT id FROM organizations WHERE tenant_id = ${tenant.tenantId} AND id = ${organization.id} FOR UPDATE`
    const waiting = tenant.read(async (tx) => {
      await tx.$queryRaw(locking)
      await tenant.read(async (other) => {
        await other.$executeRaw`SELECT set_config('lock_timeout', '100ms', true)`
        await other.$queryRaw(locking)
      })
    })
    await expect(waiting).rejects.toMatchObject({ code: 'too_many', retryAfter: 5 })
  })

  it('leaves no context behind on the connection', async () => {
    await read(bypassRowSecurity('a test', tenant.tenantId), (tx) => tx.user.count())
    const { prisma } = await import('./prisma')
    expect(await prisma().organization.count()).toBe(0)
  })

  it('folds names and addresses into words for search', async () => {
    const words = await tenant.read((tx) =>
      tx.userWord.findMany({ where: { userId: owner.id }, select: { word: true } }),
    )
    expect(words.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['ann', 'muller', owner.email, 'tenant.test']),
    )
  })
})
