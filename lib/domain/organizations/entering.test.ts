import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { openSession } from '@/lib/domain/users/open-session'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { operatorOf } from '@/test/tenant-level'
import { enterOrganization } from './enter-organization'

let house: House
let operator: Person
let place: Place

beforeAll(async () => {
  house = await makeHouse()
  operator = await operatorOf(house)
  const data = { inheritGlobalPermissionsInOrganizations: true }
  await house.arrange((tx) => tx.tenant.update({ where: { id: house.tenantId }, data }))
})
beforeEach(async () => {
  place = await house.organization()
})
afterAll(disconnect)

function entries(at: Place) {
  return house.look((tx) =>
    tx.auditEvent.findMany({
      where: { organizationId: at.id, type: 'organization.entered' },
      select: { actorKind: true, actorId: true, targetId: true, people: { select: { actorEmail: true } } },
    }),
  )
}

describe('an operator who enters without being a member', () => {
  it('is recorded once per session, however many pages they request at once', async () => {
    const pages = Array.from({ length: 8 }, () => enterOrganization(operator.self, place.slug))
    for (const { refusal } of await Promise.all(pages)) expect(refusal).toBeNull()
    await enterOrganization(operator.self, place.slug)
    const { id, email, sessionId } = operator
    const entry = { actorKind: 'user', actorId: id, targetId: sessionId, people: { actorEmail: email } }
    expect(await entries(place)).toEqual([entry])

    const again = { tenantId: house.tenantId, userId: id, connectionId: house.connection('password') }
    const { opened } = await house.arrange((tx) => openSession(tx, { ...again, amr: ['pwd'] }))
    await enterOrganization({ ...operator.self, sessionId: opened.sessionId }, place.slug)
    expect((await entries(place)).map(({ targetId }) => targetId).sort()).toEqual(
      [sessionId, opened.sessionId].sort(),
    )
  })

  it('is recorded in each organization that they enter, and not where they are refused', async () => {
    const [other, closed] = [await house.organization(), await house.organization()]
    const data = { suspendedAt: new Date() }
    await house.arrange((tx) => tx.organization.updateMany({ where: { id: closed.id }, data }))
    for (const { slug } of [place, other, closed]) await enterOrganization(operator.self, slug)
    expect(await entries(place)).toHaveLength(1)
    expect(await entries(other)).toHaveLength(1)
    expect(await entries(closed)).toEqual([])
  })
})

it('does not record members, even if they are operators', async () => {
  const member = await house.person()
  await house.member(place, member, ['Viewer'])
  await house.member(place, operator, ['Viewer'])
  for (const { self } of [member, operator]) await enterOrganization(self, place.slug)
  expect(await entries(place)).toEqual([])
})
