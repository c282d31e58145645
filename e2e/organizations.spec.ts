import { expect, test, type Page } from '@playwright/test'
import { signInAsNewUser } from './sign-in-steps'
import {
  createOrganization,
  enterPassword,
  expectAccessible,
  newPage,
  newSlug,
  signUp,
  startSession,
} from './support'

async function organizationOfSession(page: Page): Promise<unknown> {
  const session: unknown = await (await page.request.get('/api/auth/session')).json()
  return session
}

async function switchTo(page: Page, displayName: string): Promise<void> {
  await page.getByRole('button', { name: 'Switch organization' }).click()
  await page.getByRole('menuitem', { name: displayName, exact: true }).click()
}

test('a person creates an organization; the slug follows the name and says whether it is free', async ({
  page,
}) => {
  await signUp(page)
  await expect(page.getByText('You’re in no organization yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create organization' }).first().click()
  const name = page.getByRole('textbox', { name: 'Organization name' })
  const slug = page.getByRole('textbox', { name: 'Slug' })
  await name.pressSequentially('Acme')
  await expect(slug).toHaveValue('acme')
  await expect(page.getByText('“acme” is taken. Choose another slug.')).toBeVisible()
  await slug.fill('acrne')
  await expect(page.getByText('“acrne” looks like a slug that is taken. Choose another.')).toBeVisible()
  await expectAccessible(page)
  const own = newSlug('north')
  await slug.fill(own)
  await expect(page.getByText('Available', { exact: true })).toBeVisible()
  await name.fill('North & Wind')
  await expect(slug).toHaveValue(own)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${own}/home$`))
  await expect(page.getByRole('heading', { name: 'North & Wind' })).toBeVisible()
  await expect(page.getByText('Your role: Owner.')).toBeVisible()
  const setup = page.getByRole('list', { name: 'Setup' })
  await expect(setup.getByRole('link')).toHaveCount(4)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(setup).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('list', { name: 'People' }).getByRole('listitem')).toHaveCount(1)
  await expect(setup).toHaveCount(0)
  expect(await organizationOfSession(page)).toMatchObject({ org_name: own })
})

test('misleading names and slugs get an error beside the field, and the input stays', async ({ page }) => {
  await signInAsNewUser(page)
  await page.goto('/orgs/new')
  const name = page.getByRole('textbox', { name: 'Organization name' })
  const slug = page.getByRole('textbox', { name: 'Slug' })
  const create = page.getByRole('button', { name: 'Create organization' })
  const refusals: [string, string, RegExp][] = [
    ['<b>Bold</b>', newSlug(), /cannot contain < or >/],
    ['Acme \u202e evil', newSlug(), /cannot be seen/],
    ['Visit https://attacker.test', newSlug(), /cannot contain a link/],
    ['x'.repeat(101), newSlug(), /at most 100 characters/],
    ['   ', newSlug(), /cannot be empty/],
    ['Plain', 'admin', /This slug is reserved/],
    ['Plain', 'ａｐｉ', /This slug is reserved/],
    ['Plain', '..', /only letters/],
    ['Plain', 'a/b', /only letters/],
    ['Plain', 'ACME', /taken/],
  ]
  for (const [typedName, typedSlug, sentence] of refusals) {
    await name.fill(typedName)
    await slug.fill(typedSlug)
    await create.click()
    await expect(page.locator('[aria-invalid="true"]').first()).toHaveAccessibleDescription(sentence)
    await expect(name).toHaveValue(typedName)
    await expect(slug).toHaveValue(typedSlug)
  }
  await page.goto('/orgs')
  await expect(page.getByText('You’re in no organization yet')).toBeVisible()
})

test('creating works without JavaScript', async ({ page, browser }) => {
  await signInAsNewUser(page)
  const state = await page.context().storageState()
  const plain = await newPage(browser, { javaScriptEnabled: false, storageState: state })
  await plain.goto('/orgs/new')
  await plain.getByRole('textbox', { name: 'Organization name' }).fill('Plain')
  await plain.getByRole('textbox', { name: 'Slug' }).fill('acme')
  await plain.getByRole('button', { name: 'Create organization' }).click()
  await expect(plain.getByText('“acme” is taken. Choose another slug.')).toBeVisible()
  await expect(plain.getByRole('textbox', { name: 'Organization name' })).toHaveValue('Plain')
  const slug = newSlug()
  await plain.getByRole('textbox', { name: 'Slug' }).fill(slug)
  await plain.getByRole('button', { name: 'Create organization' }).click()
  await expect(plain).toHaveURL(new RegExp(`/o/${slug}/home$`))
})

test('the switcher moves the session, and two tabs stay in two organizations', async ({ page }) => {
  await signInAsNewUser(page)
  const one = await createOrganization(page, 'First House')
  const two = await createOrganization(page, 'Second House')
  await page.goto(`/o/${two.slug}/home`)
  const other = await page.context().newPage()
  await other.goto(`/o/${one.slug}/settings`)
  await expect(other.getByRole('textbox', { name: 'Organization name' })).toHaveValue('First House')
  expect(await organizationOfSession(page)).toMatchObject({ org_name: two.slug })

  await switchTo(page, 'First House')
  await expect(page).toHaveURL(new RegExp(`/o/${one.slug}/home$`))
  expect(await organizationOfSession(page)).toMatchObject({ org_name: one.slug })
  await switchTo(page, 'Second House')
  await expect(page).toHaveURL(new RegExp(`/o/${two.slug}/home$`))

  await other.getByRole('textbox', { name: 'Organization name' }).fill('First House, Renamed')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(other.getByText('Name saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Second House' })).toBeVisible()
  expect(await organizationOfSession(page)).toMatchObject({ org_name: two.slug })
  await page.goto('/orgs')
  const rows = page.getByRole('list', { name: 'Your organizations' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'Open First House, Renamed' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${one.slug}/home$`))
})

test('a changed slug leads from the old address to the new one', async ({ page }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Moving House')
  await page.goto(`/o/${slug}/settings`)
  await expectAccessible(page)
  const field = page.getByRole('textbox', { name: 'Slug' })
  await field.fill('acme')
  await page.getByRole('button', { name: 'Change slug' }).click()
  await expect(page.getByText('“acme” is taken. Choose another slug.')).toBeVisible()
  await expect(field).toHaveValue('acme')
  const next = newSlug('moved')
  await field.fill(next)
  await page.getByRole('button', { name: 'Change slug' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${next}/settings$`))
  await page.goto(`/o/${slug}/audit`)
  await expect(page).toHaveURL(new RegExp(`/o/${next}/audit$`))
  await expect(page.getByText('changed the slug')).toBeVisible()
})

test('an owner deletes an organization by typing its slug, and restores it', async ({ page }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Short Lived')
  await page.goto(`/o/${slug}/settings`)
  await page.getByRole('button', { name: 'Delete organization' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete Short Lived?' })
  await dialog.getByRole('textbox').fill('something-else')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog.getByText(`Type ${slug} to delete this organization.`)).toBeVisible()
  await dialog.getByRole('textbox').fill(slug)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(/\/orgs$/)
  await expect(page.getByText('You’re in no organization yet')).toBeVisible()
  expect(await organizationOfSession(page)).toMatchObject({ org_id: null, org_name: null })
  await expectAccessible(page)
  expect((await page.goto(`/o/${slug}/home`))?.status()).toBe(404)
  expect((await page.goto(`/o/${slug}`))?.status()).toBe(404)

  await page.goto('/orgs')
  const deleted = page.getByRole('list', { name: 'Deleted organizations' })
  await expect(deleted).toContainText(/permanently deleted on \d+ [A-Z][a-z]+ \d{4}/)
  await page.getByRole('button', { name: 'Restore Short Lived' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/home$`))
  await page.goto(`/o/${slug}/audit`)
  await expect(page.getByText('restored the organization')).toBeVisible()
})

test('ending all sessions asks everyone to sign in again, the owner first', async ({ page }) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Safe House')
  const { slug: elsewhere } = await createOrganization(page, 'Elsewhere')
  await page.goto(`/o/${slug}/security`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End all sessions' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End all sessions' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}\\?`))
  await page.goto(`/o/${slug}/home`)
  await expect(page).toHaveURL(new RegExp(`/o/${slug}\\?`))
  expect((await page.goto(`/o/${elsewhere}/home`))?.status()).toBe(200)
  await switchTo(page, 'Safe House')
  await expect(page).toHaveURL(new RegExp(`/o/${slug}$`))
  await expect(page.getByText('Your session here has ended. Sign in again to continue.')).toBeVisible()
  await enterPassword(page, email)
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/home$`))
})

test('a Viewer finds no page that they may not read, neither in the menu nor by URL', async ({ page }) => {
  await startSession(page, 'vic@acme.test')
  await page.goto('/o/acme/home')
  await expectAccessible(page)
  const menu = page.getByRole('navigation', { name: 'Organization' }).first()
  await expect(menu.getByRole('link')).toHaveText(['Home'])
  const closed = [
    'members',
    'invitations',
    'roles',
    'branding',
    'sign-in-methods',
    'security',
    'audit',
    'webhooks',
    'settings',
  ]
  for (const path of closed) expect((await page.goto(`/o/acme/${path}`))?.status(), path).toBe(404)
  expect((await page.goto('/o/globex/home'))?.status()).toBe(404)
  expect((await page.goto('/o/nobody-has-this/home'))?.status()).toBe(404)
})

test('the menu marks the current page, and an Admin sees the pages that they may open', async ({ page }) => {
  await startSession(page, 'ben@acme.test')
  await page.goto('/o/acme/home')
  const menu = page.getByRole('navigation', { name: 'Organization' }).first()
  await expect(menu.getByRole('link')).toHaveText([
    'Home',
    'Members',
    'Invitations',
    'Roles',
    'Branding',
    'Sign-in methods',
    'Audit',
    'Settings',
  ])
  await menu.getByRole('link', { name: 'Sign-in methods' }).click()
  await expect(page).toHaveURL(/sign-in-methods$/)
  await expect(page.getByRole('row', { name: /Email and password/ })).toBeVisible()
  await expectAccessible(page)
  await expect(menu.locator('[aria-current="page"]')).toHaveText('Sign-in methods')
  await page.goto('/o/acme/settings')
  await expect(page.getByRole('textbox', { name: 'Slug' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete organization' })).toHaveCount(0)
  expect((await page.goto('/o/acme/security'))?.status()).toBe(404)
})
