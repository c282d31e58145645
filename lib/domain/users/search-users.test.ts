import { beforeAll, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { createOperator, eventsOf, refusal } from '@/test/fixtures/operator'
import { parseInput } from '../text/parse-input'
import { emailAddress } from '../text/email-address'
import { createUser } from './create-user'
import { searchUsers } from './search-users'

let tenant: TestTenant
let access: TenantAccess<'read:users' | 'create:users'>
let zoe: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:users', 'create:users')
  zoe = await tenant.createUser({ name: 'Zoë Ångström', email: 'zoe@harbour.test' })
})

async function found(q: string): Promise<string[]> {
  const { rows } = await searchUsers(access, { q, take: 25, skip: 0, sort: { by: 'name', isDown: false } })
  return rows.map(({ name }) => name)
}

it('finds users by the beginnings of their name and address, and by their whole id', async () => {
  const foreign = await createTestTenant()
  const namesake = await foreign.createUser({ name: 'Zoë Ångström' })
  for (const q of ['zo', 'ANGSTROM zoe', 'zoe@har', '@harbour', ` ${zoe.id} `])
    expect(await found(q), q).toEqual(['Zoë Ångström'])
  for (const q of ['ngstr', 'zoe otto', namesake.id, zoe.id.slice(0, -1), 'a\0b'])
    expect(await found(q), q).toEqual([])
  expect(await found('')).toEqual(['Otto Operator', 'Zoë Ångström'])
})

it('counts the organizations that are not deleted, and knows when a user was last active', async () => {
  const active = await tenant.createUser({ name: 'Aki Active' })
  for (const isDeleted of [false, true]) {
    const { id } = await tenant.createOrganization({ owner: active })
    const data = { deletedAt: isDeleted ? new Date() : null }
    await tenant.write((tx) => tx.organization.updateMany({ where: { id }, data }))
  }
  const seen = new Date(Date.now() + 1000)
  await tenant.write((tx) =>
    tx.session.updateMany({ where: { id: active.sessionId }, data: { lastSeenAt: seen } }),
  )
  const { rows } = await searchUsers(access, {
    q: active.id,
    take: 25,
    skip: 0,
    sort: { by: 'lastLogin', isDown: true },
  })
  expect(rows).toMatchObject([{ id: active.id, organizations: 1, lastActiveAt: seen }])
})

it('creates a user without a password, who gets a link to choose one', async () => {
  const address = (name: string) => parseInput(emailAddress, `${name}@harbour.test`, 'email')
  const input = { connection: null, name: 'New', emailsLink: true }
  const { id } = await createUser(access, { ...input, address: address('verified'), isEmailVerified: true })
  await createUser(access, { ...input, address: address('unverified'), isEmailVerified: false })
  const mails = await tenant.read((tx) =>
    tx.mail.findMany({
      where: { tenantId: tenant.tenantId, recipient: { endsWith: '@harbour.test' } },
      orderBy: { id: 'asc' },
    }),
  )
  expect(mails).toMatchObject([
    { recipient: 'verified@harbour.test', payload: { template: 'reset_password', isByOperator: true } },
    { recipient: 'unverified@harbour.test', payload: { template: 'sign_up_proof' } },
  ])
  expect(await tenant.read((tx) => tx.identity.count({ where: { userId: id } }))).toBe(0)
  expect(await eventsOf(tenant, 'user.created')).toMatchObject([{ targetId: id }, {}])
  const again = createUser(access, { ...input, address: address('verified'), isEmailVerified: true })
  expect(await refusal(again)).toBe('conflict')
})
