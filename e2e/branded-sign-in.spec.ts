import { expect, test, type Page } from '@playwright/test'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { signInAsNewUser } from './sign-in-steps'
import {
  createOrganization,
  enterPassword,
  expectAccessible,
  linkOf,
  mailTo,
  newAddress,
  newPage,
} from './support'

async function signInAt(page: Page, slug: string, email: string): Promise<void> {
  await page.goto(`/o/${slug}`)
  await enterPassword(page, email)
}

async function sessionOf(page: Page): Promise<unknown> {
  return (await page.request.get('/api/auth/session')).json()
}

test('a member signs in on the organization’s sign-in page and arrives in that organization', async ({
  page,
  browser,
}) => {
  const { email } = await signInAsNewUser(page)
  const { slug, displayName } = await createOrganization(page, 'Branded Journey')
  const visitor = await newPage(browser)
  await visitor.goto(`/o/${slug}`)
  await expect(visitor.getByRole('heading', { name: `Sign in to ${displayName}` })).toBeVisible()
  await expectAccessible(visitor)
  await signInAt(visitor, slug, email)
  await expect(visitor).toHaveURL(new RegExp(`/o/${slug}/home$`))
  expect(await sessionOf(visitor)).toMatchObject({ user: { email }, org_name: slug })
  await visitor.goto(`/o/${slug}`)
  await expect(visitor).toHaveURL(new RegExp(`/o/${slug}/home$`))
})

test('a member signs in there by email, and arrives at the page in return_to', async ({ page, browser }) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  const visitor = await newPage(browser)
  await visitor.goto(`/o/${slug}?return_to=/o/${slug}/settings`)
  await visitor.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await visitor.getByRole('button', { name: 'Email me a link instead' }).click()
  await expect(visitor.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await visitor.goto(linkOf(await mailTo(page, email), '/sign-in/link'))
  await expect(visitor.getByRole('heading', { name: 'Sign in to Journey' })).toBeVisible()
  await visitor.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(visitor).toHaveURL(new RegExp(`/o/${slug}/settings$`))
  expect(await sessionOf(visitor)).toMatchObject({ org_name: slug })
})

test('a user who is not a member learns nothing, and can switch account', async ({ page, browser }) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Closed House')
  const nonMember = await newPage(browser)
  const { email: ownEmail } = await signInAsNewUser(nonMember)
  await nonMember.goto(`/o/${slug}`)
  await expect(nonMember.getByRole('heading', { name: 'This account can’t open this page' })).toBeVisible()
  await expect(nonMember.getByText(ownEmail)).toBeVisible()
  await expectAccessible(nonMember)
  expect(await sessionOf(nonMember)).toMatchObject({ org_id: null })
  await nonMember.getByRole('button', { name: 'Use another account' }).click()
  await expect(nonMember.getByRole('heading', { name: 'Sign in to Closed House' })).toBeVisible()
  await signInAt(nonMember, slug, ownEmail)
  await expect(nonMember.getByRole('heading', { name: 'This account can’t open this page' })).toBeVisible()
  expect(await sessionOf(nonMember)).toMatchObject({ org_id: null })
  await nonMember.getByRole('button', { name: 'Use another account' }).click()
  await expect(nonMember.getByRole('heading', { name: 'Sign in to Closed House' })).toBeVisible()
  await signInAt(nonMember, slug, email)
  await expect(nonMember).toHaveURL(new RegExp(`/o/${slug}/home$`))
})

test('one button is called “Sign in”, beside the passkey', async ({ page, browser }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  const visitor = await newPage(browser)
  for (const path of ['/sign-in', `/o/${slug}`]) {
    await visitor.goto(path)
    await expect(visitor.getByRole('button', { name: 'Use a passkey', exact: true })).toBeVisible()
    await expect(visitor.getByRole('button', { name: 'Sign in' })).toHaveCount(1)
  }
})

test('an organization without its own colors uses the tenant’s', async ({ page, browser, baseURL }) => {
  const tenant = await BrowserTenant.create(baseURL)
  const organization = await tenant.createOrganization()
  const olga = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, olga, ['Owner'])
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const settings = await tenant.open(browser, operator)
  await settings.goto('/console/settings/branding')
  await settings.getByRole('textbox', { name: 'Primary color', exact: true }).fill('#8a1c7c')
  await settings.getByRole('button', { name: 'Save changes' }).click()
  await expect(settings.getByText('Branding saved.')).toBeVisible()
  const [tenantColor, ownColor] = ['rgb(138, 28, 124)', 'rgb(15, 118, 110)']
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true })
  await page.goto(`${tenant.url}/o/${organization.slug}`)
  await expect(signIn).toHaveCSS('background-color', tenantColor)
  await expectAccessible(page)

  const ownerPage = await tenant.open(browser, olga)
  await ownerPage.goto(`/o/${organization.slug}/branding`)
  const preview = ownerPage.getByRole('figure', { name: 'Preview of the sign-in page' })
  await expect(preview.locator('[data-part="button"]')).toHaveCSS('background-color', tenantColor)
  await ownerPage.getByRole('textbox', { name: 'Primary color', exact: true }).fill('#0f766e')
  await ownerPage.getByRole('button', { name: 'Save changes' }).click()
  await expect(ownerPage.getByText('Branding saved.').first()).toBeVisible()
  await page.reload()
  await expect(signIn).toHaveCSS('background-color', ownColor)
})

test('a wrong password gets the same message as on the tenant’s page', async ({ page, browser }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  const visitor = await newPage(browser)
  await signInAt(visitor, slug, newAddress('nobody'))
  await expect(visitor.getByText('That email and password do not match.')).toBeVisible()
})

test('an unknown organization is not found, with a page', async ({ page }) => {
  const response = await page.goto('/o/nobody-lives-here')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test('a signed-in user signs in again when asked to confirm who they are', async ({ page }) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  await page.goto(`/o/${slug}?return_to=/o/${slug}/settings&again=1&recent=1`)
  await expect(page.getByText('Confirm it’s you to continue.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toHaveValue(email)
  await enterPassword(page)
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/settings$`))
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a member signs in all the same', async ({ page, browser }) => {
    const helper = await newPage(browser, { javaScriptEnabled: true })
    const { email } = await signInAsNewUser(helper)
    const { slug } = await createOrganization(helper)
    await signInAt(page, slug, email)
    await expect(page).toHaveURL(new RegExp(`/o/${slug}/home$`))
  })
})
