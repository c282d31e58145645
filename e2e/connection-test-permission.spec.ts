import { expect } from '@playwright/test'
import { SamlProviderServer } from '../test/saml-provider-server'
import { test } from '@/test/fixtures/browser-connections'
import { createUnconfirmedSaml } from '@/test/fixtures/browser-saml'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { createConsolePeople } from './console/fixture'
import { button } from './locators'
import { beginTest, postResponse, testResultOf, noTestResult } from './connection-test-steps'
import { newPage } from './support'

/** The response to a test is kept if the person who began it may still see the connection when it comes. */

let provider: SamlProviderServer

test.describe.configure({ mode: 'default' })

test.beforeAll(async () => {
  provider = await SamlProviderServer.start()
  provider.user = { nameId: 'ada', attributes: { email: ['ada@harbour.test'] } }
})
test.afterAll(() => provider.stop())

const found = { issuer: null, tested: true, problem: 'saml_entity_id' }

test('a member of the organization', async ({ browser, ownTenant: tenant }) => {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  const other = await tenant.createUser('Otto Owner')
  for (const one of [owner, other]) await tenant.addMember(organization, one, ['Owner'])
  const signIn = { signInUrl: `${provider.url}/sso`, keys: provider.keys }
  const id = await createUnconfirmedSaml(tenant, organization, signIn)
  const page = await tenant.open(browser, owner)
  const path = `${tenant.url}/o/${organization.slug}/sign-in-methods/providers/${id}`
  const acs = `${tenant.url}/login/callback/${id}`
  const sent = await beginTest(page, provider, `${path}/test`)
  const response = await beginTest(page, provider, `${path}/test`)
  const where = { organizationId: organization.id, userId: owner.id }
  const roles = await tenant.write((tx) => tx.memberRole.findMany({ where }))
  await tenant.write((tx) => tx.memberRole.deleteMany({ where }))
  await postResponse(page, acs, sent)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Test result')
  expect(await testResultOf(tenant, id)).toEqual(noTestResult)
  await tenant.write((tx) => tx.memberRole.createMany({ data: roles }))
  await postResponse(page, acs, response)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test result')
  expect(await testResultOf(tenant, id)).toEqual(found)
})

test('the holder of a set-up link, who confirms no entity ID', async ({ browser, ownTenant: tenant }) => {
  const organization = await tenant.createOrganization('Harbour')
  const signIn = { signInUrl: `${provider.url}/sso`, keys: provider.keys }
  const id = await createUnconfirmedSaml(tenant, organization, signIn)
  const { ticket, ticketId } = await tenant.write((tx) =>
    createTicketRows(tx, organization.id, { connectionId: id }),
  )
  const link = `${tenant.url}/connect/${ticket}`
  const acs = `${tenant.url}/login/callback/${id}`
  const page = await newPage(browser, { baseURL: tenant.url })
  const revoked = await beginTest(page, provider, `${link}/test`)
  const response = await beginTest(page, provider, `${link}/test`)
  const setRevoked = (to: string) =>
    tenant.query(`UPDATE sso_tickets SET revoked_at = ${to} WHERE tenant_id = $1 AND id = $2 RETURNING id`, [
      ticketId,
    ])
  await setRevoked('now()')
  await postResponse(page, acs, revoked)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link was revoked')
  expect(await testResultOf(tenant, id)).toEqual(noTestResult)
  await setRevoked('NULL')
  await postResponse(page, acs, response)
  await expect(page.getByText('One step is left')).toBeVisible()
  await expect(button(page, 'Use this entity ID')).toHaveCount(0)
  expect(await testResultOf(tenant, id)).toEqual(found)
  await page.goto(link)
  await button(page, 'Enable Harbour SAML').click()
  await expect(page.getByRole('alert').filter({ hasText: 'Test it again first.' })).toBeVisible()
})

test('an operator, who confirms no entity ID', async ({ browser, baseURL }) => {
  const { tenant, visitor } = await createConsolePeople(baseURL ?? '')
  const organization = await tenant.createOrganization('Harbour')
  const signIn = { signInUrl: `${provider.url}/sso`, keys: provider.keys }
  const id = await createUnconfirmedSaml(tenant, organization, signIn)
  const page = await visitor.open(browser, tenant.url)
  const testUrl = `${tenant.url}/console/connections/${id}/test`
  const acs = `${tenant.url}/login/callback/${id}`
  const ended = await beginTest(page, provider, testUrl)
  const complete = provider.user
  provider.user = { ...complete, attributes: {} }
  await postResponse(page, acs, await beginTest(page, provider, testUrl))
  await expect(page.getByRole('status').filter({ hasText: 'no email address' })).toBeVisible()
  provider.user = complete
  await postResponse(page, acs, await beginTest(page, provider, testUrl))
  await expect(page.getByText('One step is left')).toBeVisible()
  await expect(button(page, 'Use this entity ID')).toHaveCount(0)
  expect(await testResultOf(tenant, id)).toEqual(found)
  await tenant.query(
    'UPDATE connections SET tested_at = NULL, test_problem = NULL WHERE tenant_id = $1 AND id = $2 RETURNING id',
    [id],
  )
  await tenant.write(async (tx) => {
    const where = { tenantId: tenant.id, name: 'read:connections' }
    await tx.rolePermission.deleteMany({ where })
    await tx.userPermission.deleteMany({ where })
  })
  await postResponse(page, acs, ended)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Test result')
  expect(await testResultOf(tenant, id)).toEqual(noTestResult)
})
