import { expect, test, type Page } from '@playwright/test'
import { BrowserTenant, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { linkOf, mailTo, newAddress, password, signIn } from './support'

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true })
}

function tab(page: Page, name: string) {
  return page.getByRole('navigation', { name: /^Pages about/ }).getByRole('link', { name, exact: true })
}

async function openUser(page: Page, { name, id }: BrowserUser): Promise<void> {
  await page.goto('/console/users')
  await page.getByRole('searchbox', { name: 'Search by name, email or ID' }).fill(id)
  await expect(page.getByText('1–1 of 1')).toBeVisible()
  await page.getByRole('cell').getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function tryToSignIn(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
  await button(page, 'Sign in').click()
}

test('a blocked user is signed out on their next request, and signs in again once unblocked', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const uma = await tenant.createUser('Uma User')
  const theirs = await tenant.open(browser, uma)
  const page = await tenant.open(browser, operator)

  await openUser(page, uma)
  await button(page, 'Block').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Block', exact: true }).click()
  await expect(page.getByText('Uma User is blocked.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Blocked')
  await theirs.goto('/account')
  await expect(theirs).toHaveURL(/\/sign-in/)
  await tryToSignIn(theirs, uma.email)
  await expect(theirs.getByRole('alert').first()).toBeVisible()

  await button(page, 'Undo').click()
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Blocked')
  await signIn(theirs, uma.email)

  await tab(page, 'Sessions').click()
  await button(page, 'End all sessions').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByText('Uma User is not signed in in any browser.')).toBeVisible()
  await theirs.goto('/account')
  await expect(theirs).toHaveURL(/\/sign-in/)
  await tab(page, 'Activity').click()
  await expect(
    page.getByRole('row', { name: /Olu Operator revoked a user’s sessions: Uma User/ }),
  ).toBeVisible()

  await openUser(page, operator)
  await expect(button(page, 'Block')).toHaveCount(0)
  await expect(page.getByText('You cannot delete yourself here.')).toBeVisible()
  await openUser(page, uma)
  await button(page, 'Delete user').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('textbox').fill('someone@else.test')
  await button(page, 'Delete').click()
  await expect(dialog.getByText(`Type ${uma.email} to delete them.`)).toBeVisible()
  await dialog.getByRole('textbox').fill(uma.email.toUpperCase())
  await button(page, 'Delete').click()
  await expect(page).toHaveURL(/\/console\/users$/)
  await expect(page.getByRole('cell').getByRole('link', { name: 'Olu Operator' })).toBeVisible()
  await expect(page.getByRole('cell').getByRole('link', { name: 'Uma User' })).toHaveCount(0)
})

test('shows where each permission comes from, and warns before the last operator goes', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const sam = await tenant.createUser('Sam Support')
  const page = await tenant.open(browser, operator)

  await openUser(page, sam)
  await tab(page, 'Access').click()
  const permissions = page.getByRole('list', { name: 'Permissions on Lumen API' })
  await page.getByRole('combobox', { name: 'Add a role' }).selectOption('Support')
  await button(page, 'Add role').click()
  await expect(permissions.getByRole('listitem').filter({ hasText: 'read:audit' })).toContainText(
    'from Support',
  )
  await page.getByRole('combobox', { name: 'Add permissions on' }).selectOption('Lumen API')
  await page.getByRole('checkbox', { name: 'read:audit' }).check()
  await page.getByRole('checkbox', { name: 'write:documents' }).check()
  await button(page, 'Add permissions').click()
  await expect(permissions.getByRole('listitem').filter({ hasText: 'read:audit' })).toContainText(
    'from Support; given directly',
  )
  await expect(permissions.getByRole('listitem').filter({ hasText: 'write:documents' })).toContainText(
    'given directly',
  )
  await page.getByRole('button', { name: /^Remove write:documents on / }).click()
  await expect(permissions.getByRole('listitem').filter({ hasText: 'write:documents' })).toHaveCount(0)
  await button(page, 'Remove Support').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(permissions.getByRole('listitem')).toHaveText([/read:audit.*given directly/])

  await openUser(page, operator)
  await tab(page, 'Access').click()
  await button(page, 'Remove Operator').click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('No one else can change users')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(dialog.getByText('Give someone else that permission first, or confirm it.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Olu Operator' })).toBeVisible()
})

test('a new user chooses their password by the email, and their profile is changed', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const page = await tenant.open(browser, operator)
  const email = newAddress('nia')

  await page.goto('/console/users/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Nia New')
  await page.getByRole('textbox', { name: 'Email' }).fill(operator.email)
  await page.getByRole('textbox', { name: 'Password (optional)' }).fill(password)
  await button(page, 'Create user').click()
  await expect(page.getByText('A password counts only once the address is verified.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Password (optional)' }).fill('')
  await page.getByRole('combobox', { name: 'Is the address theirs?' }).selectOption('verified')
  await button(page, 'Create user').click()
  await expect(page.getByText('Another user has this address.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await button(page, 'Create user').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Nia New' })).toContainText('Verified')

  const theirs = await (await browser.newContext({ baseURL: tenant.url })).newPage()
  await theirs.goto(linkOf(await mailTo(theirs, email), '/reset/'))
  await theirs.getByRole('textbox', { name: 'New password' }).fill('a few good words')
  await button(theirs, 'Save changes').click()
  await expect(theirs).toHaveURL(/\/orgs/)

  await page.getByRole('textbox', { name: 'App metadata' }).fill('{ "plan": }')
  await button(page, 'Save metadata').click()
  await expect(page.getByText('This is not valid JSON.')).toBeVisible()
  await page.getByRole('textbox', { name: 'App metadata' }).fill('{ "plan": "team" }')
  await button(page, 'Save metadata').click()
  await expect(page.getByText('The metadata is saved.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('Nia Renamed')
  await button(page, 'Save name').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Nia Renamed' })).toBeVisible()

  await tab(page, 'Sign-in').click()
  await button(page, 'Show a password link').click()
  await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(/\/reset\/\w{32}$/)
})
