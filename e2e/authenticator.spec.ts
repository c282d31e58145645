import { expect, test, type Page } from '@playwright/test'
import { codeOf } from '@/test/totp-code'
import { button } from './locators'
import { applicationNamed, arrival, authorizationUrl, depart, redeem } from './relying-party'
import { signInAsNewUser } from './sign-in-steps'
import { enterPassword, expectAccessible, mailsTo } from './support'

/** Sets up an app on the account page; of the secret the page shows groups of four. */
async function setUp(page: Page): Promise<string> {
  await page.goto('/account')
  await button(page, 'Set up an authenticator app').click()
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
  const groups = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()
  return groups?.replaceAll(' ', '') ?? ''
}

async function signInUntilCode(page: Page, email: string): Promise<void> {
  await enterPassword(page, email)
  await expect(page).toHaveURL(/\/sign-in\/authenticator$/)
}

test('an authenticator app is set up, asked for at sign-in, replaced by a recovery code, and removed', async ({
  page,
  browser,
}) => {
  const { email } = await signInAsNewUser(page)
  const secret = await setUp(page)
  await expectAccessible(page)
  const code = page.getByRole('textbox', { name: 'Code from your authenticator app' })
  await code.fill('12 34')
  await button(page, 'Confirm').click()
  await expect(page.getByText('Enter the six digits from your app.')).toBeVisible()
  const used = codeOf(secret)
  await code.fill(used)
  await button(page, 'Confirm').click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await expectAccessible(page)
  const codes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allTextContents()
  expect(codes).toHaveLength(10)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download codes' }).click()
  expect((await download).suggestedFilename()).toBe('recovery-codes.txt')
  await button(page, 'I have saved them').click()
  await expect(page.getByText('10 recovery codes left')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/account/authenticator/codes')
  await expect(page).toHaveURL(/\/account$/)

  await page.context().clearCookies()
  await page.goto('/sign-in?return_to=/orgs/new')
  await signInUntilCode(page, email)
  await expectAccessible(page)
  await page.goto('/orgs')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await page.goto('/sign-in/authenticator')
  await code.fill(used)
  await button(page, 'Sign in').click()
  await expect(
    page.getByText('This code is not valid. Enter the code that your app shows now.'),
  ).toBeVisible()
  await code.fill(codeOf(secret, 1))
  await button(page, 'Sign in').click()
  await expect(page).toHaveURL(/\/orgs\/new$/)

  const plain = await browser.newContext({ javaScriptEnabled: false })
  const visitor = await plain.newPage()
  await visitor.goto('/sign-in?here=1')
  await signInUntilCode(visitor, email)
  await visitor.getByRole('link', { name: 'Use a recovery code' }).click()
  await visitor.getByRole('textbox', { name: 'Recovery code' }).fill(codes[0] ?? '')
  await button(visitor, 'Sign in').click()
  await expect(visitor).toHaveURL(/\/orgs$/)
  await plain.close()

  await page.goto('/account')
  await expect(page.getByText('9 recovery codes left')).toBeVisible()
  await button(page, 'Remove authenticator app').click()
  await button(page, 'Remove').click()
  await expect(page.getByText('You have no authenticator app yet.')).toBeVisible()
  const received = async () => (await mailsTo(page, email)).map(({ template }) => template)
  await expect
    .poll(received)
    .toEqual(expect.arrayContaining(['authenticator_added', 'recovery_code_used', 'authenticator_removed']))
})

test('an application that sends someone to sign in gets them back after the code, and learns of it', async ({
  page,
}) => {
  const { email } = await signInAsNewUser(page)
  const secret = await setUp(page)
  await page.getByRole('textbox', { name: 'Code from your authenticator app' }).fill(codeOf(secret))
  await button(page, 'Confirm').click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await page.context().clearCookies()
  const application = await applicationNamed('web_no_org')
  const asked = await authorizationUrl(application)
  await depart(page, asked)
  await signInUntilCode(page, email)
  await page.getByRole('textbox', { name: 'Code from your authenticator app' }).fill(codeOf(secret, 1))
  await button(page, 'Sign in').click()
  const tokens = await redeem(application, asked, await arrival(page))
  expect(tokens.claims()).toMatchObject({ email, amr: ['pwd', 'otp', 'mfa'] })
})
