import { expect, test, type Locator, type Page } from '@playwright/test'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { ageSignIns, confirmSignIn } from './confirm-sign-in'
import { button } from './locators'
import { untilTakenOver } from './replay'
import { expectAccessible, password } from './support'

const urls = 'http://localhost:4000/callback\nhttps://app.harbour.test/callback'

async function expectNext(control: Locator): Promise<void> {
  await expect(control).toBeFocused()
  await expect(control).toBeInViewport()
}

test('after a new sign-in the console goes on with what was typed, in a form, a dialog and a row', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const sam = await tenant.createUser('Sam Support')
  await tenant.addTenantRoles(sam, ['Support'])
  // Of each two, the API or the name is the same.
  await tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.id, isPortal: false } })
    await tx.permission.create({ data: { apiId, name: 'read:users' } })
  })
  await tenant.addPermission(sam, { api: 'documents', name: 'read:users' })
  await tenant.addPermission(sam, { api: 'portal', name: 'read:users' })
  await tenant.addPermission(sam, { api: 'portal', name: 'read:logs' })
  const application = await createBrowserApplication(tenant)
  const page = await tenant.open(browser, operator)
  const settings = `/console/applications/${application.id}/settings`

  await page.goto(settings)
  const uris = page.getByRole('textbox', { name: 'Redirect URIs' })
  await untilTakenOver(page)
  await uris.fill(urls)
  await page.getByRole('textbox', { name: 'Description' }).fill('')
  await ageSignIns(operator.email, tenant.id)
  await button(page, 'Save changes').click()
  await confirmSignIn(page)
  await expect(uris).toHaveValue(urls)
  await expectNext(button(page, 'Save changes'))
  await expect(page.getByText('You signed in again. Check, and press “Save changes”.')).toBeVisible()
  await expectAccessible(page)
  await withoutJavaScript(page, async (plain) => {
    await expect(plain.getByRole('textbox', { name: 'Redirect URIs' })).toHaveValue(urls)
    await expect(plain.getByText('You signed in again. Check, and press the button.')).toBeVisible()
  })
  await page.keyboard.press('Enter')
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await page.reload()
  await expect(uris).toHaveValue(urls)
  await expect(page.getByText('You signed in again.')).toHaveCount(0)

  await ageSignIns(operator.email, tenant.id)
  await page.goto(`/console/users/${encodeURIComponent(sam.id)}`)
  await button(page, 'Delete user').click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete Sam Support?' })
  await dialog.getByRole('textbox').fill('sam')
  await button(page, 'Delete').click()
  await confirmSignIn(page)
  await expect(dialog.getByRole('textbox')).toHaveValue('sam')
  await expectNext(button(page, 'Delete'))
  await withoutJavaScript(page, async (plain) => {
    await expect(plain.getByRole('textbox', { name: /to delete them/ })).toHaveValue('sam')
  })
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(`Type ${sam.email} to delete them.`)).toBeVisible()

  await page.goto(`/console/users/${encodeURIComponent(sam.id)}/access`)
  const removals = page.getByRole('button', { name: /^Remove read:users on / })
  await expect(removals).toHaveCount(2)
  const removal = button(page, 'Remove read:users on Management API')
  await ageSignIns(operator.email, tenant.id)
  await removal.click()
  await confirmSignIn(page)
  await expectNext(removal)
  await expect(page.getByText('You signed in again.')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByText('The permission is removed.')).toBeVisible()
  await expect(removal).toHaveCount(0)
  await expect(removals).toHaveCount(1)

  await page.goto('/console/roles')
  await page.getByRole('link', { name: 'Support', exact: true }).click()
  await ageSignIns(operator.email, tenant.id)
  await button(page, 'Remove the role from Sam Support').click()
  await confirmSignIn(page)
  await expectNext(button(page, 'Remove the role from Sam Support'))
  const link = page.url()
  await expect(page.getByText('You signed in again. Press “Remove”.')).toBeVisible()
  await page.goto(link.replace(/continue=take-role\.[^&]+/, 'continue=take-role.guessed'))
  await expect(button(page, 'Remove the role from Sam Support')).toBeVisible()
  await expect(page.getByText('You signed in again.')).toHaveCount(0)
  await page.goto(link)
  await expectNext(button(page, 'Remove the role from Sam Support'))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Role removed.')).toBeVisible()
  await expect(button(page, 'Remove the role from Sam Support')).toHaveCount(0)
  await page.context().close()
})

test('a client secret is typed again, and what is too long to keep as well', async ({ browser, baseURL }) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const page = await tenant.open(browser, operator)
  await page.goto('/console/connections/new?strategy=google')
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour Google')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('harbour-google')
  await page.getByRole('textbox', { name: 'Client ID' }).fill('client-1')
  await page.getByLabel('Client secret').fill(password)
  await ageSignIns(operator.email, tenant.id)
  await button(page, 'Create connection').click()
  await confirmSignIn(page)
  await expect(page.getByRole('textbox', { name: 'Display name' })).toHaveValue('Harbour Google')
  await expect(page.getByLabel('Client secret')).toHaveValue('')
  await expectNext(page.getByLabel('Client secret'))

  const random = () => Array.from({ length: 50 }, () => crypto.randomUUID()).join('-')
  for (const name of ['Client ID', 'Scopes', 'Domains'])
    await page.getByRole('textbox', { name }).fill(random())
  await ageSignIns(operator.email, tenant.id)
  await button(page, 'Create connection').click()
  await confirmSignIn(page)
  await expect(page.getByText('what you typed was too long to keep')).toBeVisible()
  await expectNext(page.getByRole('textbox', { name: 'Display name' }))
  await page.context().close()
})

async function withoutJavaScript(page: Page, check: (plain: Page) => Promise<void>): Promise<void> {
  const storageState = await page.context().storageState()
  const context = await page.context().browser()?.newContext({ storageState, javaScriptEnabled: false })
  if (!context) throw new Error('There is no browser.')
  const plain = await context.newPage()
  await plain.goto(page.url())
  await check(plain)
  await context.close()
}
