import { expect, test } from '@playwright/test'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { linkOf, mailTo, newAddress, newSlug, password } from './support'

test('an operator creates an organization, and its invited owner accepts and is in it', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL ?? '')
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const page = await tenant.open(browser, operator)
  await page.goto('/console/organizations')
  await page.getByRole('link', { name: 'Create organization' }).click()
  const email = newAddress('owner')
  const slug = newSlug()
  await page.getByRole('textbox', { name: 'Organization name' }).fill('Pier Works')
  await page.getByRole('textbox', { name: 'Slug' }).fill(slug)
  await page.getByRole('textbox', { name: 'Email' }).fill('nobody')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByText('Enter an email address such as')).toBeVisible()
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Pier Works' })).toBeVisible()
  await page.getByRole('link', { name: 'Invitations' }).click()
  await expect(page.getByRole('row', { name: email })).toContainText('Owner')

  const invitee = await (await browser.newContext({ baseURL: tenant.url })).newPage()
  const mail = await mailTo(invitee, email)
  expect(mail.text).toContain('Olu Operator')
  await invitee.goto(linkOf(mail, '/invitations/'))
  await invitee.getByRole('textbox', { name: 'Name' }).fill('Pia Owner')
  await invitee.getByLabel('Password', { exact: true }).fill(password)
  await invitee.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(invitee).toHaveURL(new RegExp(`/o/${slug}/home`))

  await page.goto('/console/organizations?q=pier')
  await page.getByRole('link', { name: 'Pier Works' }).click()
  await expect(page.getByText('Pia Owner')).toBeVisible()
})

test('a suspended organization is closed on the next request, and open again when it is resumed', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL ?? '')
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const organization = await tenant.createOrganization('Pier')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const inside = await tenant.open(browser, owner)
  await inside.goto(`/o/${organization.slug}/members`)
  await expect(inside.getByRole('heading', { name: 'Members' })).toBeVisible()

  const page = await tenant.open(browser, operator)
  await page.goto(`/console/organizations/${organization.id}`)
  await page.getByRole('button', { name: 'Suspend organization' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Unpaid')
  await page.getByRole('button', { name: 'Suspend', exact: true }).click()
  await expect(page.getByText('Reason: Unpaid')).toBeVisible()
  await inside.reload()
  await expect(inside.getByRole('heading', { name: 'Pier is suspended' })).toBeVisible()

  await page.getByRole('button', { name: 'Resume organization' }).click()
  await expect(page.getByText('Reason: Unpaid')).toBeHidden()
  await page.getByRole('button', { name: 'Delete organization' }).click()
  await page.getByRole('textbox', { name: `Type ${organization.slug}` }).fill(organization.slug)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Restore organization' })).toBeVisible()
  expect((await inside.goto(`/o/${organization.slug}/members`))?.status()).toBe(404)
  await page.getByRole('button', { name: 'Restore organization' }).click()
  await expect(page.getByRole('link', { name: 'Members' })).toBeVisible()
  await inside.goto(`/o/${organization.slug}/members`)
  await expect(inside.getByRole('heading', { name: 'Members' })).toBeVisible()

  // Without JavaScript a member’s row leads to the form for their roles.
  const storageState = await page.context().storageState()
  const withoutScript = { baseURL: tenant.url, javaScriptEnabled: false, storageState }
  const plain = await (await browser.newContext(withoutScript)).newPage()
  await plain.goto(`/console/organizations/${organization.id}/members`)
  await plain.getByRole('link', { name: 'Change role' }).click()
  await plain.locator('summary', { hasText: 'Change role' }).click()
  await plain.getByRole('listbox', { name: 'Role' }).selectOption(['Owner', 'Viewer'])
  await plain.getByRole('button', { name: 'Save' }).click()
  await expect(plain.getByRole('cell').filter({ hasText: 'OwnerViewer' })).toBeVisible()
})
