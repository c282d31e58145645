import { beforeAll, expect, it } from 'vitest'
import { claimsOf, createOpenidTenant, refresh, signIn, type OpenidTenant } from '@/test/fixtures/openid'
import { createOperator } from '@/test/fixtures/operator'
import { openSupport } from '@/test/fixtures/support'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'

let tenant: TestTenant
let openid: OpenidTenant
let operator: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  operator = await createOperator(tenant)
  organization = await tenant.createOrganization()
  await openSupport(tenant, operator, { organization })
})

it('no application gets a code or token for an organization that is open as support', async () => {
  const denied = /error=access_denied/
  await expect(signIn(openid, operator, { organization })).rejects.toThrow(denied)
  await expect(signIn(openid, operator, { organization, asks: { prompt: 'none' } })).rejects.toThrow(denied)
  const tokens = await (await signIn(openid, operator))()
  expect(claimsOf(tokens.id_token)['org_id']).toBeUndefined()
  const asked = await refresh(openid, tokens.refresh_token, { organization: organization.id })
  expect(asked).toMatchObject({ status: 400, error: 'invalid_grant' })
})
