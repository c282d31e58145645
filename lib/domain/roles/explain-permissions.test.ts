import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { explainPermissions } from './explain-permissions'
import { explained, type ExplainedApi } from './explained'

let house: House
let place: Place
let elsewhere: Place
let operator: Person

beforeAll(async () => {
  house = await makeHouse()
  place = await house.organization()
  elsewhere = await house.organization()
  operator = await house.person()
  await house.arrange(async (tx) => {
    await tx.userRole.create({ data: { userId: operator.id, roleId: house.role('Operator') } })
    const where = { id: house.tenantId }
    await tx.tenant.updateMany({ where, data: { inheritGlobalPermissionsInOrganizations: true } })
  })
})
afterAll(disconnect)

async function member(role: string): Promise<Person> {
  const person = await house.person()
  await house.member(place, person, [role])
  return person
}

async function explain(person: Person, at: Place | null): Promise<ExplainedApi[]> {
  const access = await house.tenantAccess(operator, 'read:users')
  return explainPermissions(access, { userId: person.id, organizationId: at?.id ?? null })
}

describe('explaining is refused', () => {
  it('to whoever may not see users', async () => {
    const person = await member('Owner')
    await expect(house.tenantAccess(person, 'read:users')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('as not found for people and organizations that are not the tenant’s', async () => {
    const neighbours = await makeHouse()
    const [neighbour, yard] = [await neighbours.person(), await neighbours.organization()]
    await neighbours.member(yard, neighbour, ['Owner'])
    const person = await member('Member')
    const refused = { code: 'not_found' }
    await expect(explain(neighbour, null)).rejects.toMatchObject(refused)
    await expect(explain(neighbour, place)).rejects.toMatchObject(refused)
    await expect(explain(person, yard)).rejects.toMatchObject(refused)
    const access = await house.tenantAccess(operator, 'read:users')
    const unknown = { userId: 'auth0|unknown', organizationId: null }
    await expect(explainPermissions(access, unknown)).rejects.toMatchObject(refused)
    const there = { tenantId: neighbours.tenantId, userId: neighbour.id, organizationId: yard.id }
    expect(await read(access, (tx) => explained(tx, there))).toEqual([])
  })

  it('inside one organization about another, also about oneself', async () => {
    const [person, foreigner] = [await member('Owner'), await house.person()]
    await house.member(elsewhere, person, ['Owner'])
    await house.member(elsewhere, foreigner, ['Owner'])
    const access = await house.accessTo(place, person)
    const inside = (userId: string, organizationId: string | null) =>
      read(access, (tx) => explained(tx, { tenantId: house.tenantId, userId, organizationId }))
    expect(await inside(person.id, place.id)).not.toEqual([])
    expect(await inside(person.id, elsewhere.id)).toEqual([])
    expect(await inside(foreigner.id, elsewhere.id)).toEqual([])
    expect(await inside(foreigner.id, null)).toEqual([])
  })
})
