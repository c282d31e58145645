import { beforeAll, describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import {
  type TestTenant,
  createTestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { explained, type ExplainedApi, explainPermissions } from './explain-permissions'

let tenant: TestTenant
let organization: TestOrganization
let elsewhere: TestOrganization
let operator: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  organization = await tenant.createOrganization()
  elsewhere = await tenant.createOrganization()
  operator = await tenant.createUser()
  await tenant.write(async (tx) => {
    await tx.userRole.create({ data: { userId: operator.id, roleId: tenant.role('Operator') } })
    const where = { id: tenant.tenantId }
    await tx.tenant.updateMany({ where, data: { inheritGlobalPermissionsInOrganizations: true } })
  })
})

async function member(role: string): Promise<TestUser> {
  const person = await tenant.createUser()
  await tenant.addMember(organization, person, [role])
  return person
}

async function explain(person: TestUser, at: TestOrganization | null): Promise<ExplainedApi[]> {
  const access = await tenant.tenantAccess(operator, 'read:users')
  return explainPermissions(access, { userId: person.id, organizationId: at?.id ?? null })
}

describe('explaining is refused', () => {
  it('to callers who may not see users', async () => {
    const person = await member('Owner')
    await expect(tenant.tenantAccess(person, 'read:users')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('as not found for people and organizations that are not the tenant’s', async () => {
    const neighbours = await createTestTenant()
    const neighbour = await neighbours.createUser()
    const yard = await neighbours.createOrganization()
    await neighbours.addMember(yard, neighbour, ['Owner'])
    const person = await member('Member')
    const refused = { code: 'not_found' }
    await expect(explain(neighbour, null)).rejects.toMatchObject(refused)
    await expect(explain(neighbour, organization)).rejects.toMatchObject(refused)
    await expect(explain(person, yard)).rejects.toMatchObject(refused)
    const access = await tenant.tenantAccess(operator, 'read:users')
    const unknown = { userId: 'auth0|unknown', organizationId: null }
    await expect(explainPermissions(access, unknown)).rejects.toMatchObject(refused)
    const there = { tenantId: neighbours.tenantId, userId: neighbour.id, organizationId: yard.id }
    expect(await read(access, (tx) => explained(tx, there))).toEqual([])
  })

  it('inside one organization about another, also about oneself', async () => {
    const person = await member('Owner')
    const foreigner = await tenant.createUser()
    await tenant.addMember(elsewhere, person, ['Owner'])
    await tenant.addMember(elsewhere, foreigner, ['Owner'])
    const access = await tenant.accessTo(organization, person)
    const inside = (userId: string, organizationId: string | null) =>
      read(access, (tx) => explained(tx, { tenantId: tenant.tenantId, userId, organizationId }))
    expect(await inside(person.id, organization.id)).not.toEqual([])
    expect(await inside(person.id, elsewhere.id)).toEqual([])
    expect(await inside(foreigner.id, elsewhere.id)).toEqual([])
    expect(await inside(foreigner.id, null)).toEqual([])
  })
})
