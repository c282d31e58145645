import { expect, test } from '@playwright/test'
import { addVerifiedDomain, clientSecret } from '@/test/fixtures/browser-connections'
import { createSaml } from '@/test/fixtures/browser-saml'
import { createConsolePeople } from './console/fixture'
import { Enterprise } from './enterprise'
import { button } from './locators'
import { expectAccessible } from './support'

test('a connection is created, tested, enabled and signed in with, and an error of its page is shown inside the console', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor } = await createConsolePeople(baseURL ?? '')
  const enterprise = await Enterprise.open(tenant)
  const organization = await tenant.createOrganization()
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const address = `ada@${domain}`
  enterprise.setUser({ email: address })
  const page = await visitor.open(browser, tenant.url)
  await page.goto('/console/connections/new')
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)
  await fill('Display name', 'Harbour login')
  await fill('Name', 'harbour-login')
  await fill('Issuer', 'http://10.0.0.1')
  await fill('Client ID', 'foyer')
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await button(page, 'Create connection').click()
  await expect(page.getByText('Issuer must be a public https URL.')).toBeVisible()
  await fill('Issuer', enterprise.provider.issuer)
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await button(page, 'Create connection').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  await expect(page.getByText(clientSecret)).toHaveCount(0)
  const redirectUri = await page.getByText(`${tenant.url}/login/callback/`).innerText()

  await button(page, 'Check discovery').click()
  await expect(page.getByText('The provider responds')).toBeVisible()
  enterprise.provider.admit(redirectUri)
  const opening = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Test connection' }).click()
  const popup = await opening
  await expect(popup).toHaveURL(/\/tested$/)
  await expect(popup.getByRole('status').filter({ hasText: 'It works' })).toBeVisible()
  await expect(popup.getByText(address, { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Last tested')).toBeVisible()
  const users = () => tenant.write((tx) => tx.user.count({ where: { tenantId: tenant.id, email: address } }))
  expect(await users()).toBe(0)
  await popup.goto('/console/connections')
  await expect(popup.getByRole('row').filter({ hasText: 'Harbour login' })).toContainText('0 organizations')
  await popup.close()

  await page.getByRole('searchbox', { name: 'Find an organization by its slug' }).fill(organization.slug)
  await button(page, `Enable in ${organization.displayName}`).click()
  await expect(page.getByText('Enabled in 1 organization.')).toBeVisible()
  await button(page, `Disable in ${organization.displayName}`).click()
  const question = page.getByRole('alertdialog', { name: `Disable it in ${organization.displayName}?` })
  await question.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(page.getByText('Enabled in 0 organizations.')).toBeVisible()
  await button(page, `Enable in ${organization.displayName}`).click()
  await expect(page.getByText('Enabled in 1 organization.')).toBeVisible()
  await tenant.write((tx) =>
    tx.enabledConnection.updateMany({
      where: { organizationId: organization.id },
      data: { assignMembershipOnLogin: true, isSignupEnabled: true },
    }),
  )
  const member = await (await browser.newContext({ baseURL: tenant.url })).newPage()
  await member.goto(`/o/${organization.slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  await enterprise.close()

  const where = { tenantId: tenant.id, name: 'harbour-login' }
  const { options } = await tenant.write((tx) => tx.connection.findFirstOrThrow({ where }))
  const replaceOptions = (data: object) => tenant.write((tx) => tx.connection.updateMany({ where, data }))
  await replaceOptions({ options: {} })
  const answer = await page.reload()
  expect(answer?.status()).toBe(500)
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Organizations', exact: true })).toBeVisible()
  await expectAccessible(page)
  await replaceOptions({ options })
  await button(page, 'Try again').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
})

test('an operator sees which organization a connection belongs to, and can only disable or delete it', async ({
  browser,
  baseURL,
}) => {
  const { tenant: consoleTenant, visitor } = await createConsolePeople(baseURL ?? '')
  const own = await Enterprise.open(consoleTenant)
  const organization = await consoleTenant.createOrganization('Lighthouse')
  const connection = await own.connect({ owner: organization, displayName: 'Lighthouse login' })
  const page = await visitor.open(browser, consoleTenant.url)
  await page.goto('/console/connections')
  await expect(page.getByRole('row').filter({ hasText: 'Lighthouse login' })).toContainText(
    'Belongs to Lighthouse',
  )
  await page.goto(`/console/connections/${connection.id}`)
  await expect(page.getByRole('link', { name: 'Lighthouse', exact: true })).toBeVisible()
  await expect(page.getByRole('searchbox', { name: 'Find an organization by its slug' })).toHaveCount(0)
  await expect(button(page, 'Save changes')).toHaveCount(0)
  await expectAccessible(page)
  await button(page, 'Delete connection').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
  await expect(page.getByText('Lighthouse login')).toHaveCount(0)
  await own.close()
})

test('an operator offers a SAML connection of the tenant to organizations', async ({ browser, baseURL }) => {
  const { tenant, visitor } = await createConsolePeople(baseURL ?? '')
  const { samlConnectionId: id } = await createSaml(tenant)
  const page = await visitor.open(browser, tenant.url)
  await page.goto(`/console/connections/${id}`)
  const offered = page.getByRole('checkbox', { name: 'Organizations can enable it themselves' })
  await expect(offered).not.toBeChecked()
  await page.getByRole('textbox', { name: 'Domains', exact: true }).fill('harbour.test, Pilots.test')
  await offered.check()
  await button(page, 'Save changes').click()
  await expect(page.getByText('Harbour SAML is saved.')).toBeVisible()
  await expect(page.getByText(`${tenant.url}/login/callback/${id}`)).toBeVisible()
  await expect(page.getByText(`${tenant.url}/saml/${id}/metadata`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Test connection' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check discovery' })).toHaveCount(0)
  await page.reload()
  await expect(offered).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Domains', exact: true })).toHaveValue(
    'harbour.test pilots.test',
  )
  await expectAccessible(page)
})

test('a new Microsoft connection is offered to no organization until an operator ticks it', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor } = await createConsolePeople(baseURL ?? '')
  const page = await visitor.open(browser, tenant.url)
  await page.goto('/console/connections/new?strategy=windowslive')
  const offered = page.getByRole('checkbox', { name: 'Organizations can enable it themselves' })
  await expect(offered).not.toBeChecked()
  await expect(offered).toHaveAccessibleDescription('Leave it off for the directory of one company.')
  await expectAccessible(page)
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)
  await fill('Display name', 'Acme Microsoft')
  await fill('Name', 'acme-microsoft')
  await fill('Directory', 'acme.example')
  await fill('Client ID', 'foyer')
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await button(page, 'Create connection').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Acme Microsoft' })).toBeVisible()
  await expect(offered).not.toBeChecked()
})
