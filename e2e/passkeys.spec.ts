import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, type Page } from '@playwright/test'
import pg from 'pg'
import { ageSignIns, confirmSignIn } from './confirm-sign-in'
import { asSuperuser } from './database'
import { button } from './locators'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization, expectAccessible, mailTo, newPage } from './support'
import { Device } from './virtual-authenticator'

/** Signs up a new user whose device has a passkey. */
async function withPasskey(page: Page): Promise<{ email: string; device: Device }> {
  const device = await Device.plugInto(page)
  const { email } = await signInAsNewUser(page)
  await page.goto('/account')
  await button(page, 'Add a passkey').click()
  await expect(page.getByText('Your passkey is added.')).toBeVisible()
  return { email, device }
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/account')
  await button(page, 'Sign out').click()
  await expect(page).toHaveURL(/\/$/)
}

/** Changes data by SQL where no page can. @throws if it changed no row */
async function arrange(statement: string, values: readonly string[]): Promise<void> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  try {
    const { rowCount } = await client.query(statement, [...values])
    if (rowCount === 0) throw new Error(`Nothing was changed by: ${statement}`)
  } finally {
    await client.end()
  }
}

test('a passkey is added, signs in without a name, is renamed and removed', async ({ page }) => {
  const { email, device } = await withPasskey(page)
  expect(await device.passkeys()).toMatchObject([
    { rpId: new URL(page.url()).hostname, isResidentCredential: true },
  ])
  expect((await mailTo(page, email, { template: 'passkey_added' })).subject).toContain('A passkey was added')
  const listed = page.getByRole('listitem').filter({ hasText: 'Added' })
  await expect(listed).toContainText('not used yet')
  await expectAccessible(page)

  await signOut(page)
  await page.goto('/sign-in')
  await expectAccessible(page)
  await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toBeFocused()
  await button(page, 'Show password').click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
  await button(page, 'Use a passkey').click()
  await expect(page).toHaveURL(/\/orgs$/)
  await page.goto('/account')
  await expect(listed).toContainText('last used')

  await page.getByRole('button', { name: /^Rename / }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('My phone')
  await button(page, 'Save').click()
  await expect(listed).toContainText('My phone')

  await button(page, 'Remove My phone').click()
  await expect(page.getByRole('alertdialog', { name: 'Remove “My phone”?' })).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Remove').click()
  await expect(page.getByText('You have no passkeys yet.')).toBeVisible()
  expect((await mailTo(page, email, { template: 'passkey_removed' })).text).toContain('My phone')

  await signOut(page)
  await page.goto('/sign-in')
  await button(page, 'Use a passkey').click()
  await expect(page.getByText('This passkey is not valid here. Use another sign-in method.')).toBeVisible()
  await expectAccessible(page)
})

test('a passkey chosen in the email field’s autofill signs in', async ({ page }) => {
  await withPasskey(page)
  await signOut(page)
  await page.goto('/sign-in?return_to=/orgs/new')
  // The virtual device chooses at once, as soon as the field is in use.
  await page.getByRole('textbox', { name: 'Email', exact: true }).hover()
  await expect(page).toHaveURL(/\/orgs\/new$/)
})

test('a passkey used on an organization’s sign-in page leads into that organization', async ({ page }) => {
  await withPasskey(page)
  const { slug } = await createOrganization(page)
  await signOut(page)
  await page.goto(`/o/${slug}`)
  await expectAccessible(page)
  await button(page, 'Use a passkey').click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/home$`))
})

test('passkeys that an organization has switched off are not offered, and do not give access', async ({
  page,
}) => {
  await withPasskey(page)
  const { slug } = await createOrganization(page)
  await arrange(
    `DELETE FROM enabled_connections e USING organizations o, connections c
     WHERE o.tenant_id = 'lumen' AND o.slug = $1 AND e.tenant_id = 'lumen' AND e.organization_id = o.id
       AND c.tenant_id = 'lumen' AND c.id = e.connection_id AND c.strategy = 'passkey'`,
    [slug],
  )
  await signOut(page)
  await page.goto(`/o/${slug}`)
  await expect(button(page, 'Sign in')).toBeVisible()
  await expect(button(page, 'Use a passkey')).toHaveCount(0)
  await page.goto('/sign-in')
  await button(page, 'Use a passkey').click()
  await expect(page).not.toHaveURL(/\/sign-in/)
  await page.goto(`/o/${slug}/home`)
  await expect(page).toHaveURL(new RegExp(`/o/${slug}\\?`))
  await expect(page.getByText('requires another sign-in method')).toBeVisible()
})

test('a user whose sign-in is old signs in again before adding one and before removing it', async ({
  page,
}) => {
  await Device.plugInto(page)
  const { email } = await signInAsNewUser(page)
  await ageSignIns(email)
  await page.goto('/account')
  await button(page, 'Add a passkey').click()
  await expect(page).toHaveURL(/\/sign-in\?/)
  await confirmSignIn(page)
  await expect(page).toHaveURL(/\/account\?continue=add-passkey\./)
  await expect(button(page, 'Add a passkey')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your passkey is added.')).toBeVisible()

  await ageSignIns(email)
  await page.goto('/account')
  const remove = () => page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true })
  await page.getByRole('button', { name: /^Remove / }).click()
  await remove().click()
  await expect(page).toHaveURL(/\/sign-in\?/)
  await confirmSignIn(page)
  await expect(page).toHaveURL(/\/account\?continue=remove-passkey\./)
  await expect(remove()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('You have no passkeys yet.')).toBeVisible()
})

test('a device that has a passkey creates no second one, and does not sign in an unverified user', async ({
  page,
}) => {
  const { device } = await withPasskey(page)
  await button(page, 'Add a passkey').click()
  await expect(page.getByText('This device already has a passkey for your account.')).toBeVisible()
  await expectAccessible(page)
  expect(await device.passkeys()).toHaveLength(1)
  await device.knowsOwner(false)
  await signOut(page)
  await page.goto('/sign-in')
  await button(page, 'Use a passkey').click()
  await expect(page.getByText('No passkey was used. Try again, or sign in another way.')).toBeVisible()
})

test('a device that cannot verify its user creates no passkey', async ({ page }) => {
  const device = await Device.plugInto(page)
  await device.knowsOwner(false)
  await signInAsNewUser(page)
  await page.goto('/account')
  await button(page, 'Add a passkey').click()
  await expect(page.getByText('No passkey was created. Try again when your device is ready.')).toBeVisible()
  await expect(page.getByText('You have no passkeys yet.')).toBeVisible()
})

test('a click before the scripts of a page have loaded is not lost', async ({ page }) => {
  const { email } = await withPasskey(page)
  await signOut(page)
  await page.route(/\/_next\/static\/.*\.js/, (route) => delay(1_000).then(() => route.continue()))
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await button(page, 'Use a passkey').click()
  await expect(page.getByText(email).first()).toBeVisible()
  await page.goto('/account', { waitUntil: 'commit' })
  await button(page, 'Add a passkey').click()
  await expect(page.getByText('This device already has a passkey for your account.')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test('hides what needs JavaScript, and the rest works', async ({ page, browser }) => {
    await withPasskey(page)
    const state = await page.context().storageState()
    const plain = await newPage(browser, { javaScriptEnabled: false, storageState: state })
    await plain.goto('/account')
    await expect(plain.getByRole('heading', { name: 'Passkeys' })).toBeVisible()
    await expect(button(plain, 'Add a passkey')).toBeHidden()
    await plain.locator('summary').filter({ hasText: 'Remove “' }).click()
    await button(plain, 'Remove').click()
    await expect(plain.getByText('You have no passkeys yet.')).toBeVisible()
    const visitor = await newPage(browser, { javaScriptEnabled: false })
    await visitor.goto('/sign-in')
    await expect(button(visitor, 'Sign in')).toBeVisible()
    await expect(button(visitor, 'Use a passkey')).toBeHidden()
  })
})

test('the page of a first passkey, open for longer than a sign-in counts as recent, leads to a new one and back', async ({
  page,
}) => {
  const device = await Device.plugInto(page)
  const { email } = await signInAsNewUser(page)
  await page.goto('/account/passkey/new?return_to=%2Forgs%2Fnew')
  await ageSignIns(email)
  await button(page, 'Add a passkey').click()
  await expect(page.getByText('Confirm it’s you to continue.')).toBeVisible()
  // An operator who set the portal up without a password has this way.
  await button(page, 'Email me a link instead').click()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  const { text } = await mailTo(page, email, { template: 'sign_in' })
  await page.goto(/https?:\/\/\S+\/sign-in\/link\S+/.exec(text)?.[0] ?? '')
  await button(page, 'Sign in').click()
  await expect(page).toHaveURL(/\/account\/passkey\/new\?return_to=%2Forgs%2Fnew&continue=add-passkey\./)
  await expect(page.getByText('You signed in again. Press “Add a passkey”.')).toBeVisible()
  await expectAccessible(page)
  await expect(button(page, 'Add a passkey')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/orgs\/new$/)
  expect(await device.passkeys()).toHaveLength(1)
})

test('a device that answers when the sign-in is no longer recent leads to a new one and back', async ({
  page,
}) => {
  const device = await Device.plugInto(page)
  const { email } = await signInAsNewUser(page)
  await page.goto('/account/passkey/new?return_to=%2Forgs%2Fnew')
  const isPrompt = ({ pathname }: URL) => pathname === '/account/passkey'
  await page.route(isPrompt, async (route) => {
    const response = await route.fetch()
    await ageSignIns(email)
    await route.fulfill({ response })
  })
  await button(page, 'Add a passkey').click()
  await confirmSignIn(page)
  await expect(page).toHaveURL(/\/account\/passkey\/new\?return_to=%2Forgs%2Fnew&continue=add-passkey\./)
  await page.unroute(isPrompt)
  await expect(button(page, 'Add a passkey')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/orgs\/new$/)
  expect(await device.passkeys()).toHaveLength(1)
})
