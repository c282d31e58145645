import { type Browser, expect, type Page } from '@playwright/test'
import { createConnection, test } from '@/test/fixtures/browser-connections'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { button } from './locators'
import { expectAccessible, mailTo, newAddress } from './support'

/** An operator, in the console of a tenant with one organization. */
async function open(browser: Browser, tenant: BrowserTenant, { plain = false } = {}) {
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const organization = await tenant.createOrganization('Harbour')
  const signedIn = await tenant.open(browser, operator)
  const links = `/console/organizations/${organization.id}/sign-in-methods/set-up-links`
  if (!plain) return { page: signedIn, organization, links }
  const storageState = await signedIn.context().storageState()
  const options = { baseURL: tenant.url, javaScriptEnabled: false, storageState }
  return { page: await (await browser.newContext(options)).newPage(), organization, links }
}

async function stranger(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(link)
  return page
}

const profiles = '/console/connections/self-service-profiles'

test('an operator sets up self-service, sends a link, sees its state and revokes it', async ({
  browser,
  ownTenant,
}) => {
  // Other files leave self-service profiles in the worker’s own tenant.
  const tenant = await BrowserTenant.create(ownTenant.url)
  const { page, organization, links } = await open(browser, tenant)
  await page.goto(`/console/organizations/${organization.id}/sign-in-methods`)
  await page.getByRole('link', { name: 'Set-up links' }).click()
  await page.getByRole('link', { name: 'Create set-up link' }).click()
  await page.getByRole('link', { name: 'Create self-service profile' }).click()
  await expectAccessible(page)
  await button(page, 'Create self-service profile').click()
  await expect(page.getByText('Name cannot be empty.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Enterprise')
  await page.getByRole('checkbox', { name: 'Okta' }).check()
  await page.getByRole('checkbox', { name: 'SAML 2.0' }).check()
  await page.getByRole('combobox', { name: 'Email address' }).selectOption('Required')
  await page.getByRole('textbox', { name: 'Note about the email address' }).fill('The work address')
  await button(page, 'Create self-service profile').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Enterprise' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Introduction' }).fill('<b>Connect</b>')
  await button(page, 'Save changes').click()
  await expect(page.getByText('The introduction is plain text, without < and >.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Introduction' }).fill('Connect it.\nThen test it.')
  await button(page, 'Save changes').click()
  await expect(page.getByText('Self-service profile saved.')).toBeVisible()
  await page.goto(profiles)
  await expect(page.getByRole('row', { name: 'Enterprise' })).toContainText('Okta, SAML 2.0')
  await expectAccessible(page)

  await page.goto(links)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create set-up link' }).click()
  await expectAccessible(page)
  const email = newAddress()
  await page.getByRole('textbox', { name: 'Email the link to' }).fill('harbour')
  await button(page, 'Create set-up link').click()
  await expect(page.getByText('Enter an email address such as name@example.com.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Email the link to' }).fill(email)
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  await page.getByRole('checkbox', { name: 'Everyone who signs in becomes a member' }).check()
  await button(page, 'Create set-up link').click()
  await expect(page.getByText('Copy the link now')).toBeVisible()
  await expectAccessible(page)
  const link = await page.getByText(`${tenant.url}/connect/sst_`).innerText()
  const row = page.getByRole('row', { name: 'Harbour login' })
  await expect(row).toContainText('by Olu Operator')
  await expect(row).toContainText('Open')
  await button(page, 'I have saved it').click()
  await expect(page.getByText(link)).toHaveCount(0)
  const mail = await mailTo(page, email, { template: 'sso_ticket' })
  expect(mail.text).toContain(link)

  const visitor = await stranger(browser, link)
  await expect(visitor.getByText('Connect it.')).toBeVisible()
  await expect(visitor.getByText('The work address')).toBeVisible()
  await expect(visitor.getByRole('link', { name: 'Keycloak' })).toHaveCount(0)
  await button(page, 'Revoke the link for Harbour login').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(row).toContainText('Revoked')
  await visitor.reload()
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('This link was revoked')

  await page.goto(profiles)
  await page.getByRole('link', { name: 'Enterprise' }).click()
  await button(page, 'Delete profile').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('No self-service profiles')).toBeVisible()
  await page.goto(links)
  await expect(page.getByText('No set-up links')).toBeVisible()
})

test('a link for a connection of the organization is created and revoked without JavaScript', async ({
  browser,
  ownTenant: tenant,
}) => {
  const { page, organization, links } = await open(browser, tenant, { plain: true })
  const options = { issuer: 'https://login.harbour.test' }
  await createConnection(tenant, { owner: organization, displayName: 'Harbour login', options })
  await page.goto(`${profiles}/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Plain')
  await button(page, 'Create self-service profile').click()
  await page.goto(`${links}/new`)
  await page.getByRole('link', { name: 'Harbour login' }).click()
  await expect(page.getByRole('textbox', { name: 'Display name' })).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Expires after' }).selectOption('1 hour')
  await button(page, 'Create set-up link').click()
  const link = await page.getByText(`${tenant.url}/connect/sst_`).innerText()
  await page.reload()
  await expect(page.getByText(link)).toBeVisible()
  await button(page, 'I have saved it').click()
  await expect(page.getByText(link)).toHaveCount(0)
  const visitor = await stranger(browser, link)
  await expect(visitor.getByRole('link', { name: 'Test connection' })).toBeVisible()
  await page.goto(links)
  await page.locator('summary', { hasText: 'Revoke the link for Harbour login?' }).click()
  await button(page, 'Revoke').click()
  await expect(page.getByRole('row', { name: 'Harbour login' })).toContainText('Revoked')
  await visitor.reload()
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('This link was revoked')
})
