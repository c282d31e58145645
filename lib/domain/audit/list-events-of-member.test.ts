import { beforeAll, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { listEventsOfMember } from './list-events'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let elsewhere: TestOrganization
let access: OrganizationAccess<'read:organization_logs'>

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga' })
  organization = await tenant.createOrganization({ owner })
  elsewhere = await tenant.createOrganization({ owner })
  access = await tenant.accessTo(organization, owner, 'read:organization_logs')
})

async function write(
  type: `${string}.${string}`,
  by: TestUser,
  { on, where = organization }: { on: string; where?: TestOrganization },
): Promise<void> {
  const inside = await tenant.accessTo(where, by)
  const target = { kind: 'user', id: on }
  await change(inside, async () => ({ result: null, events: [{ type, target }] }))
}

async function typesOf(person: TestUser): Promise<string[]> {
  return (await listEventsOfMember(access, person.id)).map(({ type }) => type)
}

it('lists events by and about a member in this organization, newest first, and no other events', async () => {
  const pat = await tenant.createUser({ name: 'Pat' })
  const other = await tenant.createUser()
  for (const person of [pat, other]) await tenant.addMember(organization, person)
  await tenant.addMember(elsewhere, pat)
  await write('pat.changed', owner, { on: pat.id })
  await write('elsewhere.changed', owner, { on: pat.id, where: elsewhere })
  await write('other.changed', pat, { on: other.id })
  await write('other.alone', other, { on: other.id })
  await write('pat.self', pat, { on: pat.id })
  expect(await typesOf(pat)).toEqual(['pat.self', 'other.changed', 'pat.changed'])
  expect((await listEventsOfMember(access, pat.id))[0]).toMatchObject({ actorName: 'Pat' })
})

it('includes events about the invitation that the member accepted', async () => {
  const pat = await tenant.createUser()
  await tenant.addMember(organization, pat)
  const invitationId = newId('invitation')
  await tenant.write((tx) =>
    tx.member.updateMany({
      where: { organizationId: organization.id, userId: pat.id },
      data: { invitationId },
    }),
  )
  await write('invitation.created', owner, { on: invitationId })
  await write('invitation.resent', owner, { on: newId('invitation') })
  expect(await typesOf(pat)).toEqual(['invitation.created'])
})

it('returns at most eight events', async () => {
  const pat = await tenant.createUser()
  await tenant.addMember(organization, pat)
  for (let n = 0; n < 5; n++) {
    await write(`about.n${String(n)}`, owner, { on: pat.id })
    await write(`by.n${String(n)}`, pat, { on: owner.id })
  }
  const expected = [4, 3, 2, 1].flatMap((n) => [`by.n${String(n)}`, `about.n${String(n)}`])
  expect(await typesOf(pat)).toEqual(expected)
})
