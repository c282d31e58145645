import { expect, it } from 'vitest'
import { startOrganizationApi } from '@/test/fixtures/organization-api'

const { api, owner, operator, rowOf } = await startOrganizationApi()
const reads = {
  '': 'read:organizations',
  '/members': 'read:organization_members',
  '/invitations': 'read:organization_invitations',
  '/enabled_connections': 'read:organization_connections',
} as const

it('refuses the tokens of a suspended organization on each of its routes until it is resumed', async () => {
  const { tenant } = api
  const organization = await tenant.createOrganization({ owner })
  const path = `organizations/${organization.id}`
  const machine = await api.asMachine([...Object.values(reads), 'update:organizations'], organization)
  const callers = { member: await api.asUser(owner, organization), machine }
  const suspend = (suspendedAt: Date | null) =>
    tenant.write((tx) =>
      tx.organization.updateMany({ where: { id: organization.id }, data: { suspendedAt } }),
    )
  await suspend(new Date())
  const before = await rowOf(organization)
  for (const [name, caller] of Object.entries(callers)) {
    for (const below of Object.keys(reads))
      expect((await caller.get(path + below)).status, `${name} ${below}`).toBeOneOf([401, 404])
    const renamed = await caller.send('PATCH', path, { display_name: 'Renamed' })
    expect(renamed.status, name).toBeOneOf([401, 404])
  }
  expect(await rowOf(organization)).toEqual(before)
  expect((await operator.get(path)).status).toBe(200)
  await suspend(null)
  for (const below of Object.keys(reads)) expect((await machine.get(path + below)).status, below).toBe(200)
  expect((await callers.member.get(path)).status).toBe(200)
})
