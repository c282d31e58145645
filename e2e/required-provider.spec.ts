import { expect } from '@playwright/test'
import { testInPopup } from './connection-test-steps'
import { Enterprise } from './enterprise'
import { addVerifiedDomain, enableConnection, test } from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { button, field } from './locators'
import { enterPassword, expectAccessible, newPage } from './support'

let tenant: BrowserTenant
let enterprise: Enterprise

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  enterprise = await Enterprise.open(tenant)
})
test.afterAll(() => enterprise.close())

/** An organization with a tested provider, its owner, and a colleague with an address at its verified domain. */
async function createHarbour() {
  const organization = await tenant.createOrganization('Harbour')
  const [owner, colleague] = await Promise.all([
    tenant.createUser('Olga Owner'),
    tenant.createUser('Kim Colleague'),
  ])
  await Promise.all([
    tenant.addMember(organization, owner, ['Owner']),
    tenant.addMember(organization, colleague, ['Member']),
  ])
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const email = `kim@${domain}`
  await tenant.write((tx) =>
    tx.user.update({
      where: { tenantId_id: { tenantId: tenant.id, id: colleague.id } },
      data: { email, emailFolded: email },
    }),
  )
  const connection = await enterprise.connect({ owner: organization, displayName: 'Harbour login' })
  await enableConnection(tenant, { organization, connection })
  enterprise.setUser({ email })
  return { organization, owner, colleague: { ...colleague, email }, connection }
}

test('an admin requires the provider, and a colleague is led to it on the next request', async ({
  browser,
}) => {
  const { organization, owner, colleague, connection } = await createHarbour()
  const here = `/o/${organization.slug}`
  const [page, member] = await Promise.all([tenant.open(browser, owner), tenant.open(browser, colleague)])
  await Promise.all([
    page.goto(`${here}/sign-in-methods/providers/${connection.id}`),
    member.goto(`${here}/home`),
  ])
  await expect(page.getByText('To require it: Test it first.')).toBeVisible()
  await (await testInPopup(page, 'People can sign in with it.')).close()
  await page.reload()
  await page.getByRole('link', { name: 'See which members it would affect' }).click()
  await expect(page.getByRole('row', { name: /Has never signed in with it/ })).toHaveCount(1)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Harbour login', exact: true }).click()
  await button(page, 'Require for verified domains').click()
  const dialog = page.getByRole('alertdialog', { name: 'Require Harbour login?' })
  await expect(dialog.getByText('1 member at your verified domains can then sign in')).toBeVisible()
  await expect(dialog.getByText('1 of them is signed in with another method now')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Require', exact: true }).click()
  await expect(page.getByText('Harbour login is required for your verified domains.')).toBeVisible()
  await expect(button(page, 'Make optional')).toBeVisible()

  await member.goto(`${here}/members`)
  await expect(member.getByText('Harbour requires you to sign in with Harbour login.')).toBeVisible()
  await expect(member.getByRole('textbox', { name: 'Password', exact: true })).toHaveCount(0)
  await expectAccessible(member)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await button(member, 'Link Harbour login to your account').click()
  await expect(member).toHaveURL(`${tenant.url}${here}/members`)

  await button(page, 'Make optional').click()
  await expect(page.getByText('Harbour login is optional for your verified domains.')).toBeVisible()
})

test('an address typed at the tenant’s or the organization’s page leads to the required provider', async ({
  browser,
}) => {
  const { organization, colleague, connection } = await createHarbour()
  await tenant.write((tx) =>
    tx.enabledConnection.updateMany({ where: { connectionId: connection.id }, data: { isRequired: true } }),
  )
  const here = `/o/${organization.slug}`
  const [page, plain] = await Promise.all(
    [true, false].map(async (javaScriptEnabled) =>
      newPage(browser, { baseURL: tenant.url, javaScriptEnabled }),
    ),
  )
  if (!page || !plain) throw new Error('Two pages were opened.')
  for (const path of ['/sign-in', here]) {
    await page.goto(path)
    await expect(field(page, 'Password')).toBeVisible()
    await field(page, 'Email').fill(`anyone@${organization.slug}.test`)
    await expect(page.getByText('People with your email domain sign in with Harbour login.')).toBeVisible()
    await expect(field(page, 'Password')).toHaveCount(0)
    await expectAccessible(page)
  }
  await plain.goto(here)
  await enterPassword(plain, colleague.email)
  await expect(plain.getByText('People with your email domain sign in with Harbour login.')).toBeVisible()
  await expect(field(plain, 'Password')).toHaveCount(0)
  await plain.getByRole('link', { name: 'Sign in another way' }).click()
  await enterPassword(plain, colleague.email)
  await expect(plain.getByText('Harbour requires you to sign in with Harbour login.')).toBeVisible()
})
