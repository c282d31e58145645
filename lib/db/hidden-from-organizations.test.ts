import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { createApplication } from '@/test/fixtures/openid'
import { portalApiId } from '@/test/fixtures/operator'
import { read } from './transaction'
import type { Tx } from './prisma'

let tenant: TestTenant
let owner: TestUser
let [organization, other]: TestOrganization[] = []
let clientId: string
let grantId: string

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  ;[organization, other] = await Promise.all([
    tenant.createOrganization({ owner }),
    tenant.createOrganization(),
  ])
  clientId = (await createApplication(tenant, ['client_credentials'])).id
  grantId = newId('clientGrant')
  const apiId = await portalApiId(tenant)
  await tenant.write((tx) => tx.clientGrant.create({ data: { id: grantId, clientId, apiId, scope: [] } }))
})

/** As a request of an owner could write without a verb. */
async function writing<T>(work: (tx: Tx, here: string, there: string) => Promise<T>): Promise<T> {
  if (!organization || !other) throw new Error('There is no organization yet.')
  const access = await tenant.accessTo(organization, owner)
  const [here, there] = [organization.id, other.id]
  return read(access, (tx) => work(tx, here, there))
}

const refused = /row-level security/

describe('an organization’s own access', () => {
  it('refuses machines', async () => {
    const letting = writing((tx, organizationId) =>
      tx.clientGrantOrganization.createMany({ data: { organizationId, grantId } }),
    )
    await expect(letting).rejects.toThrow(refused)
    const widened = await writing((tx) =>
      tx.clientGrant.updateMany({ where: { id: grantId }, data: { allowAnyOrganization: true } }),
    )
    expect(widened.count).toBe(0)
  })

  it('cannot enable or remove an application', async () => {
    const taking = writing((tx, organizationId) =>
      tx.organizationClient.createMany({ data: { organizationId, clientId, useForMemberAccess: true } }),
    )
    await expect(taking).rejects.toThrow(refused)
    await tenant.write((tx) =>
      tx.organizationClient.create({
        data: { organizationId: organization?.id ?? '', clientId, useForMemberAccess: true },
      }),
    )
    const counts = await writing(async (tx) => [
      (await tx.organizationClient.updateMany({ data: { useForMemberAccess: false } })).count,
      (await tx.organizationClient.deleteMany({})).count,
    ])
    expect(counts).toEqual([0, 0])
    expect(await writing((tx) => tx.organizationClient.count())).toBe(1)
  })

  it('keeps no connection for another organization', async () => {
    const connectionId = tenant.connection('email')
    const keeping = writing((tx, _, organizationId) =>
      tx.enabledConnection.createMany({ data: { organizationId, connectionId, isEnabled: false } }),
    )
    await expect(keeping).rejects.toThrow(refused)
  })
})
