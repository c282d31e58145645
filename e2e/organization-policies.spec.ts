import { expect, test, type Browser, type Page } from '@playwright/test'
import { writeInProduct } from '@/test/fixtures/product-database'
import { codeOf } from '@/test/totp-code'
import { button } from './locators'
import { applicationNamed, arrival, authorizationUrl, depart, redeem } from './relying-party'
import { signInAsOwner } from './sign-in-steps'
import { enterPassword, expectAccessible, newPage, startSession } from './support'
import { Device } from './virtual-authenticator'

/** The organization of the page’s owner, and the page of a member who signed in by password. */
async function openOrganization(page: Page, browser: Browser) {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Ben', roles: ['Admin'] }])
  const [email = ''] = others
  const here = `/o/${slug}`
  return { slug, here, email, member: await signedIn(browser, email) }
}

async function signedIn(browser: Browser, email: string): Promise<Page> {
  const page = await newPage(browser)
  await startSession(page, email)
  return page
}

async function requireFactor(page: Page, begins: string): Promise<void> {
  await button(page, 'Require a second factor').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('combobox', { name: 'Begins' }).selectOption(begins)
  await dialog.getByRole('button', { name: 'Require', exact: true }).click()
}

/** Returns the secret of the app. */
async function setUpApp(page: Page): Promise<string> {
  await button(page, 'Set up an authenticator app').click()
  const groups = page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  const secret = ((await groups.textContent()) ?? '').replaceAll(' ', '')
  await page.getByRole('textbox', { name: 'Code from your authenticator app' }).fill(codeOf(secret))
  await button(page, 'Confirm').click()
  await button(page, 'I have saved them').click()
  return secret
}

function heading(page: Page) {
  return page.getByRole('heading', { name: 'Harbour requires a second factor' })
}

function requireNow(slug: string): Promise<unknown> {
  return writeInProduct('lumen', async (tx) => {
    const { id: organizationId } = await tx.organization.findFirstOrThrow({ where: { slug } })
    const secondFactorFrom = new Date(Date.now() - 60_000)
    await tx.organizationPolicies.create({ data: { organizationId, secondFactorFrom } })
  })
}

test('a second factor is required, and members are led to it and back to where they were going', async ({
  page,
  browser,
}) => {
  const { here, email, member } = await openOrganization(page, browser)
  const other = await signedIn(browser, email)
  await page.goto(`${here}/security`)
  await expect(page.getByText('2 of 2 members have none yet.')).toBeVisible()
  await expectAccessible(page)
  await requireFactor(page, 'At once')
  await expect(page.getByText('You signed in without a second factor yourself.')).toBeVisible()
  await expectAccessible(page)
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('combobox', { name: 'Begins' }).selectOption('In 14 days')
  await dialog.getByRole('button', { name: 'Require', exact: true }).click()
  await expect(page.getByText('Second factor required.')).toBeVisible()

  await member.goto(`${here}/members`)
  await expect(member.getByText('Harbour requires a second factor from')).toBeVisible()
  await expectAccessible(member)
  await page.goto(`${here}/security/second-factor`)
  await expect(page.getByRole('row').filter({ hasText: email })).toBeVisible()
  await expectAccessible(page)
  const search = page.getByRole('searchbox', { name: 'Search members' })
  await search.fill('no one is called that')
  await search.press('Enter')
  await expect(page.getByText('No members match')).toBeVisible()
  await expectAccessible(page)
  await search.fill(email)
  await search.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: email })).toBeVisible()
  await page.getByRole('link', { name: 'Add or use one' }).click()
  await expect(page.getByRole('link', { name: 'Not now' })).toBeVisible()
  await expectAccessible(page)
  await setUpApp(page)
  await expect(page).toHaveURL(new RegExp(`${here}/home$`))
  await expect(page.getByText('Harbour requires a second factor')).toHaveCount(0)

  await page.goto(`${here}/security`)
  await expect(page.getByText('1 of 2 members has none yet.')).toBeVisible()
  await button(page, 'Stop requiring it').click()
  await button(page, 'Stop requiring').click()
  await requireFactor(page, 'At once')
  await expect(page.getByText('Required since')).toBeVisible()

  await member.goto(`${here}/members?q=ben`)
  await expect(heading(member)).toBeVisible()
  await expectAccessible(member)
  const secret = await setUpApp(member)
  await expect(member).toHaveURL(new RegExp(`${here}/members\\?q=ben$`))
  await expect(member.getByRole('row').filter({ hasText: email })).toBeVisible()

  await other.goto(`${here}/members`)
  await expect(other.getByText('You have one, but you signed in without it.')).toBeVisible()
  await expectAccessible(other)
  await other.getByRole('link', { name: 'Sign in again' }).click()
  await expect(other.getByText('Sign in again and use yours.')).toBeVisible()
  await enterPassword(other)
  await other.getByRole('textbox', { name: 'Code from your authenticator app' }).fill(codeOf(secret, 1))
  await button(other, 'Sign in').click()
  await expect(other).toHaveURL(new RegExp(`${here}/members$`))
})

test('the step to a second factor works without JavaScript, and names other ways', async ({
  page,
  browser,
}) => {
  const { slug, here, email } = await openOrganization(page, browser)
  await requireNow(slug)
  const plain = await newPage(browser, { javaScriptEnabled: false })
  await plain.goto(`${here}?return_to=${here}/members`)
  await enterPassword(plain, email)
  await expect(heading(plain)).toBeVisible()
  await expect(button(plain, 'Use another account')).toBeVisible()
  await expect(plain.getByRole('link', { name: 'Your organizations' })).toBeVisible()
  await setUpApp(plain)
  await expect(plain).toHaveURL(new RegExp(`${here}/members$`))
})

test('a passkey added in the step leads on, and signs in with a second factor', async ({ page, browser }) => {
  const { slug, here, member } = await openOrganization(page, browser)
  await requireNow(slug)
  const device = await Device.plugInto(member)
  await member.goto(`${here}/members`)
  await button(member, 'Add a passkey').click()
  await expect(member).toHaveURL(new RegExp(`${here}/members$`))
  await expect(member.getByRole('heading', { name: 'Members' })).toBeVisible()
  expect(await device.passkeys()).toHaveLength(1)
  await member.context().clearCookies()
  await member.goto(`${here}?return_to=${here}/members`)
  await button(member, 'Use a passkey').click()
  await expect(member.getByRole('heading', { name: 'Members' })).toBeVisible()
})

test('an application gets someone back after the step, with a second factor in the token', async ({
  page,
  browser,
}) => {
  const { slug, email, member } = await openOrganization(page, browser)
  await requireNow(slug)
  const application = await applicationNamed('web')
  const asked = await authorizationUrl(application, { organization: slug })
  await depart(member, asked)
  await expect(heading(member)).toBeVisible()
  await setUpApp(member)
  const tokens = await redeem(application, asked, await arrival(member))
  expect(tokens.claims()).toMatchObject({ email, amr: ['mfa', 'otp', 'pwd'] })
})

test('session times are changed, and felt on the next request', async ({ page, browser }) => {
  const { slug, here, email, member } = await openOrganization(page, browser)
  await page.goto(`${here}/security`)
  await page.getByLabel('Idle time in minutes').fill('4')
  await button(page, 'Save times').click()
  await expect(page.getByText('Enter a whole number of minutes, 5 to 480.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Idle time in minutes').fill('15')
  await page.getByLabel('Maximum time in minutes').fill('60')
  await button(page, 'Save times').click()
  await expect(page.getByText('Times saved.')).toBeVisible()

  await member.goto(`${here}/members`)
  await expect(member.getByRole('heading', { name: 'Members' })).toBeVisible()
  await writeInProduct('lumen', async (tx) => {
    const lastSeenAt = new Date(Date.now() - 16 * 60_000)
    await tx.session.updateMany({ where: { user: { email } }, data: { lastSeenAt } })
  })
  await member.goto(`${here}/members`)
  await expect(member.getByText('This organization asks you to sign in again after some time.')).toBeVisible()
  await expectAccessible(member)
  expect((await member.goto('/account'))?.url()).toMatch(/\/account$/)
  await member.goto(`/o/${slug}/members`)
  await enterPassword(member)
  await expect(member.getByRole('heading', { name: 'Members' })).toBeVisible()
})
