import { beforeAll, expect, it } from 'vitest'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { notFound } from '@/lib/errors'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { readTogether } from './read-together'

let tenant: TestTenant
let person: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  person = await tenant.createUser()
})

async function backendOf(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  return row?.pid ?? 0
}

function transactionOf(tx: Tx): Promise<unknown> {
  return tx.$queryRaw`SELECT pg_backend_pid() AS pid, xact_start FROM pg_stat_activity WHERE pid = pg_backend_pid()`
}

it('reads of one caller share one transaction', async () => {
  const { self } = person
  const [one, other] = await readTogether(
    [self],
    async () => await Promise.all([read(self, transactionOf), read({ ...self }, transactionOf)]),
  )
  expect(one).toEqual(other)
})

it('reads of another user or with another kind of access have their own transaction', async () => {
  const { self } = person
  const other = await tenant.createUser()
  const backends = await readTogether(
    [self],
    async () => await Promise.all([read(self, backendOf), read(other.self, backendOf)]),
  )
  expect(new Set(backends).size).toBe(2)
})

it('checks what all of the accesses need as it begins', async () => {
  const organization = await tenant.createOrganization({ owner: person })
  const members = await tenant.accessTo(organization, person, 'read:organization_members')
  const logs = await tenant.accessTo(organization, person, 'read:organization_logs')
  const both = () => readTogether([members, logs], () => Promise.resolve('read'))
  expect(await both()).toBe('read')
  await tenant.write((tx) => tx.memberRole.deleteMany({ where: { organizationId: organization.id } }))
  await tenant.write((tx) => giveRole(tx, organization.id))
  expect(await readTogether([members], () => Promise.resolve('read'))).toBe('read')
  await expect(both()).rejects.toEqual(notFound())
})

it('does not share its transaction with an access that needs more', async () => {
  const organization = await tenant.createOrganization({ owner: person })
  const none = await tenant.accessTo(organization, person)
  const members = await tenant.accessTo(organization, person, 'read:organization_members')
  const backends = await readTogether(
    [none],
    async () => await Promise.all([read(none, backendOf), read(members, backendOf)]),
  )
  expect(new Set(backends).size).toBe(2)
})

function giveRole(tx: Tx, organizationId: string) {
  const role = { roleId: tenant.role('Member'), usableIn: '*' }
  return tx.memberRole.create({ data: { ...role, organizationId, userId: person.id } })
}
