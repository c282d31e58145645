import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { button } from './locators'
import { call } from './oidc-caller'
import { watchUrls } from './address-urls'
import { ageSignIns, confirmSignIn } from './confirm-sign-in'
import { managementToken } from '@/test/fixtures/applications'
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
  password,
  signIn,
  startSession,
} from './support'

const another = 'a-window-at-the-back'

test('a forgotten password is reset by mail, and every other session ends', async ({ page, browser }) => {
  const { email } = await signInAsNewUser(page)
  const visitor = await newPage(browser)
  await visitor.goto('/sign-in')
  await visitor.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(visitor.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
  await expectAccessible(visitor)
  await visitor.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await button(visitor, 'Email me a link').click()
  await expect(visitor.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  const link = linkOf(await mailTo(page, email), '/reset')
  await visitor.goto(link)
  await expectAccessible(visitor)
  await visitor.getByRole('textbox', { name: 'New password' }).fill('short')
  await button(visitor, 'Save changes').click()
  await expect(visitor.getByText('A password needs at least 10 characters.')).toBeVisible()
  await visitor.getByRole('textbox', { name: 'New password' }).fill(another)
  await button(visitor, 'Save changes').click()
  await expect(visitor).toHaveURL(/\/orgs$/)
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(page, email, another)
  expect((await mailTo(page, email, { after: 1 })).template).toBe('password_changed')
  await visitor.goto(link)
  await expect(visitor.getByText('already been used')).toBeVisible()
  await expectAccessible(visitor)
})

test('a link from an operator chooses a password, and leads on to the application', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const person = await tenant.createUser('Tia Ticket')
  const { bearer: authorization } = await managementToken(tenant)
  const { status, json } = await call(tenant.url, '/api/v2/tickets/password-change', {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: person.id, result_url: 'https://app.journey.test/welcome' }),
  })
  expect(status, JSON.stringify(json)).toBe(201)
  const page = await newPage(browser)
  await page.goto(String(json['ticket']))
  await page.getByRole('textbox', { name: 'New password' }).fill(another)
  await button(page, 'Save changes').click()
  await expect(page.getByRole('heading', { name: 'You are all set' })).toBeVisible()
  await expectAccessible(page)
  const onward = page.getByRole('link', { name: 'Continue' })
  await expect(onward).toHaveAttribute('href', 'https://app.journey.test/welcome?success=true&code=success')
  await page.goto(`${tenant.url}/continue/nowhere`)
  await expect(page.getByRole('link', { name: 'Continue' })).toHaveCount(0)
})

test.describe('the account', () => {
  test('takes another name and a picture, which teammates see', async ({ page, browser }) => {
    await signInAsNewUser(page)
    const { slug } = await createOrganization(page)
    await page.goto('/account')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Pat Renamed')
    await button(page, 'Save changes').click()
    await expect(page.getByText('Your name is saved.')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Pat Renamed')
    const field = page.getByLabel('Picture', { exact: true })
    await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') })
    await button(page, 'Save picture').click()
    await expect(field).toHaveAccessibleDescription('A picture must be a PNG, JPEG or WebP image.')
    await field.setInputFiles('docs/screenshots/members.png')
    await button(page, 'Save picture').click()
    await expect(button(page, 'Remove picture')).toBeVisible()
    await expectAccessible(page)
    await page.goto(`/o/${slug}/members`)
    const shown = page.getByRole('row', { name: 'Pat Renamed' }).locator('img')
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256)
    const address = new URL((await shown.getAttribute('src')) ?? '', page.url()).href
    const visitor = (await browser.newContext()).request
    expect((await visitor.get(address)).headers()).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    await page.goto('/account')
    await button(page, 'Remove picture').click()
    await expect(button(page, 'Remove picture')).toBeHidden()
    expect((await visitor.get(address)).status()).toBe(404)
  })

  test('takes another email address, confirmed by a code, and tells both', async ({ page }) => {
    const { email } = await signInAsNewUser(page)
    const next = newAddress('next')
    const urls = watchUrls(page)
    await page.goto('/account')
    await page.getByRole('textbox', { name: 'New email address' }).fill(next)
    await ageSignIns(email)
    await button(page, 'Change email address').click()
    await confirmSignIn(page, 'change your email address')
    await expect(page.getByText(`We’ve sent a code to ${next}`)).toBeVisible()
    urls.expectWithout(next, email)
    await expectAccessible(page)
    const { text } = await mailTo(page, next, { template: 'email_change_code' })
    await page.getByRole('textbox', { name: 'Code' }).fill('000000')
    await button(page, 'Confirm address').click()
    await expect(page.getByText('This code is not valid.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Code' }).fill(/^ +(\d{6})$/m.exec(text)?.[1] ?? '')
    await button(page, 'Confirm address').click()
    await expect(page).toHaveURL(/\/account$/)
    await expect(page.getByText(`as ${next}.`)).toBeVisible()
    expect((await mailTo(page, email, { template: 'email_changed' })).text).toContain('no longer sign in')
    expect((await mailTo(page, next, { template: 'email_changed' })).text).toContain('From now on')
    await page.context().clearCookies()
    await signIn(page, next)
  })

  test('changes the password with the current one, and signs out everywhere else', async ({
    page,
    browser,
  }) => {
    const { email } = await signInAsNewUser(page)
    const other = await newPage(browser)
    await startSession(other, email)
    await page.goto('/account')
    await page.getByRole('textbox', { name: 'Current password' }).fill('not-the-front-door')
    await page.getByRole('textbox', { name: 'New password' }).fill(another)
    await button(page, 'Change password').click()
    await expect(page.getByText('That is not your current password.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Current password' }).fill(password)
    await button(page, 'Change password').click()
    await expect(page.getByText('Your password is changed')).toBeVisible()
    await other.goto('/account')
    await expect(other).toHaveURL(/\/sign-in/)
    await signIn(other, email, another)
  })

  test('is deleted after its address is typed, unless an organization would lose its last owner', async ({
    page,
  }) => {
    const { email } = await signInAsNewUser(page)
    const { slug } = await createOrganization(page)
    await page.goto('/account')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export my data' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('account.json')
    expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ profile: { email } })
    await button(page, 'Delete account').click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete your account?' })
    await dialog.getByRole('textbox').fill(email)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(dialog.getByText('needs at least one owner')).toBeVisible()
    await page.goto(`/o/${slug}/settings`)
    await button(page, 'Delete organization').click()
    const deletion = page.getByRole('alertdialog')
    await deletion.getByRole('textbox').fill(slug)
    await deletion.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page).toHaveURL(/\/orgs$/)
    await page.goto('/account')
    await button(page, 'Delete account').click()
    await dialog.getByRole('textbox').fill(email)
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page).toHaveURL(/\/$/)
    await page.goto('/sign-in')
    await enterPassword(page, email)
    await expect(page.getByRole('alert').first()).toBeVisible()
  })

  test('lists all sessions, and signs out one, the other ones and this one', async ({ page, browser }) => {
    const { email } = await signInAsNewUser(page)
    const other = await newPage(browser)
    await signIn(other, email)
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const third = await newPage(browser, { userAgent })
    await startSession(third, email)
    await page.goto('/account')
    const sessions = page.getByRole('listitem').filter({ hasText: 'Signed in' })
    await expect(sessions).toHaveCount(3)
    await button(page, 'Sign out Firefox on Linux').click()
    await expect(sessions).toHaveCount(2)
    await third.goto('/account')
    await expect(third).toHaveURL(/\/sign-in/)
    await other.goto('/account')
    await expect(other).toHaveURL(/\/account$/)
    await expect(sessions.filter({ hasText: 'This device' })).toHaveCount(1)
    await expectAccessible(page)
    await button(page, 'Sign out everywhere else').click()
    await expect(sessions).toHaveCount(1)
    await other.goto('/account')
    await expect(other).toHaveURL(/\/sign-in/)
    await button(page, 'Sign out').click()
    await expect(page).toHaveURL(/\/$/)
    await page.goto('/account')
    await expect(page).toHaveURL(/\/sign-in/)
  })

  test('signs out with one button on every page that needs a session', async ({ page }) => {
    const { email } = await signInAsNewUser(page)
    const { slug } = await createOrganization(page)
    const paths = ['/orgs', '/orgs/new', '/account', `/o/${slug}/home`, `/o/${slug}/members`]
    for (const [n, path] of paths.entries()) {
      if (n > 0) await startSession(page, email)
      await page.goto(path)
      await page.setViewportSize({ width: 320, height: 800 })
      await expect(button(page, 'Sign out')).toHaveCount(1)
      await expect(button(page, 'Sign out')).toBeInViewport()
      if (n % 2 === 0) await page.setViewportSize({ width: 1280, height: 800 })
      await expect(button(page, 'Sign out')).toHaveCount(1)
      await button(page, 'Sign out').click()
      await expect(page).toHaveURL(/\/$/)
      expect((await page.request.get(path, { maxRedirects: 0 })).status()).not.toBe(200)
    }
  })
})
