import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { bypassRowSecurity, change, changeLocked, read, unchanged } from './transaction'
import { disconnect } from './prisma'
import { sql } from './sql'

let house: House
let other: House
let owner: Person
let place: Place
let neighbour: Place

beforeAll(async () => {
  ;[house, other] = [await makeHouse(), await makeHouse()]
  owner = await house.person({ name: 'Ánn Müller' })
  place = await house.organization({ owner })
  neighbour = await house.organization()
})
afterAll(disconnect)

describe('a door', () => {
  it('shows an organization its own rows and no other’s', async () => {
    const access = await house.accessTo(place, owner)
    const seen = await read(access, (tx) => tx.organization.findMany({ select: { id: true } }))
    expect(seen).toEqual([{ id: place.id }])
  })

  it('shows nothing of another tenant', async () => {
    const seen = await other.look((tx) => tx.organization.findMany())
    expect(seen).toEqual([])
  })

  it('says so when a statement takes longer than any may', async () => {
    const asking = house.look(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '50ms', true)`
      await tx.$executeRaw`SELECT pg_sleep(2)`
    })
    await expect(asking).rejects.toMatchObject({ code: 'too_many', retryAfter: 5 })
  })

  it('writes nothing of a change that throws', async () => {
    const access = await house.accessTo(place, owner, 'update:organizations')
    const failing = changeLocked(access, async (tx) => {
      await tx.organization.updateMany({ data: { displayName: 'Changed' } })
      throw new Error('thrown on purpose')
    })
    await expect(failing).rejects.toThrow('thrown on purpose')
    const row = await house.look((tx) => tx.organization.findFirstOrThrow({ where: { id: place.id } }))
    expect(row.displayName).toBe('Place')
  })

  it('writes the event with the change', async () => {
    const access = await house.accessTo(place, owner)
    await change(access, async () => ({
      result: null,
      events: [{ type: 'test.happened', details: { before: 1, after: 2 } }],
    }))
    const event = await house.look((tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { type: 'test.happened' }, include: { people: true } }),
    )
    expect(event).toMatchObject({
      organizationId: place.id,
      actorId: owner.id,
      people: { actorEmail: owner.email },
    })
  })

  it('checks the proof again: a member who is gone since finds nothing', async () => {
    const gone = await house.person()
    await house.member(place, gone, ['Admin'])
    const access = await house.accessTo(place, gone, 'read:organization_members')
    await house.arrange((tx) =>
      tx.member.deleteMany({ where: { organizationId: place.id, userId: gone.id } }),
    )
    await expect(read(access, (tx) => tx.member.findMany())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('checks the proof again: a permission taken since is gone', async () => {
    const admin = await house.person()
    await house.member(place, admin, ['Admin'])
    const access = await house.accessTo(place, admin, 'read:organization_members')
    await house.arrange((tx) => tx.memberRole.deleteMany({ where: { userId: admin.id } }))
    await expect(change(access, () => Promise.resolve(unchanged(1)))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('sends a person whose session ended to sign in again', async () => {
    const person = await house.person()
    await house.member(place, person)
    const access = await house.accessTo(place, person)
    await house.arrange((tx) =>
      tx.session.updateMany({ where: { id: person.sessionId }, data: { endedAt: new Date() } }),
    )
    await expect(read(access, (tx) => tx.member.findMany())).rejects.toMatchObject({ code: 'sign_in_again' })
  })

  it('lets no organization write into another', async () => {
    const access = await house.accessTo(place, owner)
    const writing = changeLocked(access, async (tx) => {
      await tx.member.create({ data: { organizationId: neighbour.id, userId: owner.id } })
      return unchanged(null)
    })
    await expect(writing).rejects.toThrow(/row-level security/)
  })

  it('turns away whoever stands in line for too long', async () => {
    const held = sql`SELECT id FROM organizations WHERE tenant_id = ${house.tenantId} AND id = ${place.id} FOR UPDATE`
    const waiting = house.look(async (tx) => {
      await tx.$queryRaw(held)
      await house.look(async (other) => {
        await other.$executeRaw`SELECT set_config('lock_timeout', '100ms', true)`
        await other.$queryRaw(held)
      })
    })
    await expect(waiting).rejects.toMatchObject({ code: 'too_many', retryAfter: 5 })
  })

  it('leaves no context behind on the connection', async () => {
    await read(bypassRowSecurity('a test', house.tenantId), (tx) => tx.user.count())
    const { prisma } = await import('./prisma')
    expect(await prisma().organization.count()).toBe(0)
  })

  it('folds names and addresses into words for search', async () => {
    const words = await house.look((tx) =>
      tx.userWord.findMany({ where: { userId: owner.id }, select: { word: true } }),
    )
    expect(words.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['ann', 'muller', owner.email, 'house.test']),
    )
  })
})
