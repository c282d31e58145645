import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { listEventsOfMember } from './list-events-of-member'

let house: House
let owner: Person
let place: Place
let elsewhere: Place
let access: OrganizationAccess<'read:organization_logs'>

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person({ name: 'Olga' })
  place = await house.organization({ owner })
  elsewhere = await house.organization({ owner })
  access = await house.accessTo(place, owner, 'read:organization_logs')
})
afterAll(disconnect)

async function write(
  type: `${string}.${string}`,
  by: Person,
  { on, where = place }: { on: string; where?: Place },
): Promise<void> {
  const inside = await house.accessTo(where, by)
  const target = { kind: 'user', id: on }
  await change(inside, async () => ({ result: null, events: [{ type, target }] }))
}

async function typesOf(person: Person): Promise<string[]> {
  return (await listEventsOfMember(access, person.id)).map(({ type }) => type)
}

it('lists events by and about a member in this organization, newest first, and no other events', async () => {
  const [pat, other] = [await house.person({ name: 'Pat' }), await house.person()]
  for (const person of [pat, other]) await house.member(place, person)
  await house.member(elsewhere, pat)
  await write('pat.changed', owner, { on: pat.id })
  await write('elsewhere.changed', owner, { on: pat.id, where: elsewhere })
  await write('other.changed', pat, { on: other.id })
  await write('other.alone', other, { on: other.id })
  await write('pat.self', pat, { on: pat.id })
  expect(await typesOf(pat)).toEqual(['pat.self', 'other.changed', 'pat.changed'])
  expect((await listEventsOfMember(access, pat.id))[0]?.people).toMatchObject({ actorName: 'Pat' })
})

it('includes events about the invitation that the member accepted', async () => {
  const pat = await house.person()
  await house.member(place, pat)
  const invitationId = newId('invitation')
  await house.arrange((tx) =>
    tx.member.updateMany({ where: { organizationId: place.id, userId: pat.id }, data: { invitationId } }),
  )
  await write('invitation.created', owner, { on: invitationId })
  await write('invitation.resent', owner, { on: newId('invitation') })
  expect(await typesOf(pat)).toEqual(['invitation.created'])
})

it('returns at most eight events', async () => {
  const pat = await house.person()
  await house.member(place, pat)
  for (let n = 0; n < 5; n++) {
    await write(`about.n${String(n)}`, owner, { on: pat.id })
    await write(`by.n${String(n)}`, pat, { on: owner.id })
  }
  const expected = [4, 3, 2, 1].flatMap((n) => [`by.n${String(n)}`, `about.n${String(n)}`])
  expect(await typesOf(pat)).toEqual(expected)
})
