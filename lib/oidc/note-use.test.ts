import { beforeAll, beforeEach, expect, it } from 'vitest'
import { findFirstTokenFor } from '@/lib/domain/apis/queries'
import { findFirstToken } from '@/lib/domain/clients/client-use'
import { listClientSecrets } from '@/lib/domain/clients/client-secrets'
import { createOpenidTenant, requestToken, type OpenidTenant } from '@/test/fixtures/openid'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'

let tenant: TestTenant
let openid: OpenidTenant
let operator: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  operator = await createOperator(tenant)
})
beforeEach(async () => {
  const where = { tenantId: tenant.tenantId }
  await tenant.write(async (tx) => {
    await tx.clientSecret.updateMany({ where, data: { lastUsedOn: null } })
    await tx.client.updateMany({ where, data: { firstTokenAt: null } })
    await tx.api.updateMany({ where, data: { firstTokenAt: null } })
  })
})

async function requested(audience: string, client = openid.machine): Promise<number> {
  const form = { grant_type: 'client_credentials', audience }
  return (await requestToken(openid, client, form)).status
}

async function noted() {
  const apiId = (
    await tenant.read((tx) => tx.api.findFirstOrThrow({ where: { identifier: openid.audience } }))
  ).id
  const [secret] = await listClientSecrets(
    await tenant.tenantAccess(operator, 'read:client_keys'),
    openid.machine.id,
  )
  const [clients, apis] = await Promise.all([
    tenant.tenantAccess(operator, 'read:clients'),
    tenant.tenantAccess(operator, 'read:resource_servers'),
  ])
  return {
    used: secret?.lastUsedOn,
    machine: await findFirstToken(clients, openid.machine.id),
    api: await findFirstTokenFor(apis, apiId),
  }
}

const nothing = { used: null, machine: null, api: null }

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

it('notes the day of a secret, and the first token of a machine and of an API', async () => {
  expect(await noted()).toEqual(nothing)
  expect(await requested(openid.audience)).toBe(200)
  const first = await noted()
  expect(first).toEqual({ used: today(), machine: { at: expect.any(Date) }, api: { at: expect.any(Date) } })
  const data = { lastUsedOn: new Date('2026-01-01') }
  await tenant.write((tx) => tx.clientSecret.updateMany({ where: { clientId: openid.machine.id }, data }))
  expect(await requested(openid.audience)).toBe(200)
  expect(await noted()).toEqual(first)
})

it('a secret is used by a request that is refused, too, but nothing has a token then', async () => {
  expect(await requested('https://unknown.test')).toBe(400)
  expect(await noted()).toEqual({ ...nothing, used: today() })
})

it('notes nothing for a wrong secret', async () => {
  expect(await requested(openid.audience, { ...openid.machine, secret: 'wrong' })).toBe(401)
  expect(await noted()).toEqual(nothing)
})
