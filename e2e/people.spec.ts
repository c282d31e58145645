import { expect, test } from '@playwright/test'
import { button, field } from './locators'
import { cookieNameAt } from './permission-visitor'
import { signInAsNewUser } from './sign-in-steps'
import {
  enterPassword,
  expectAccessible,
  fillSignUp,
  linkOf,
  mailsTo,
  mailTo,
  newAddress,
  newPage,
  password,
  signUp,
} from './support'

function codeIn(text: string): string {
  const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1]
  if (code === undefined) throw new Error('No code in the mail.')
  return code
}

test.describe('signing up', () => {
  test('by the emailed link: opening it changes nothing, the button confirms', async ({ page }) => {
    const email = newAddress()
    await fillSignUp(page, email)
    const link = linkOf(await mailTo(page, email), '/verify')
    await page.request.get(link)
    await page.goto(link)
    await expectAccessible(page)
    await expect(page.getByLabel('New password')).toHaveCount(0)
    await button(page, 'Confirm address').click()
    await expect(page).toHaveURL(/\/orgs$/)
    await page.goto(link)
    await expect(page.getByText('already been used')).toBeVisible()
  })

  test('by the code, entered in the browser that signed up', async ({ page }) => {
    const email = newAddress()
    await fillSignUp(page, email)
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Code' }).fill('12 34')
    await button(page, 'Confirm address').click()
    await expect(page.getByText('Enter the six digits from the email.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Code' }).fill(codeIn((await mailTo(page, email)).text))
    await button(page, 'Confirm address').click()
    await expect(page).toHaveURL(/\/orgs$/)
  })

  test('shows errors beside the fields, and keeps the other values', async ({ page }) => {
    await page.goto('/sign-up')
    await expectAccessible(page)
    await field(page, 'Name').fill('Pat Journey')
    await field(page, 'Email').fill('two@journey.test, addresses@journey.test')
    await field(page, 'Password').fill(password)
    await button(page, 'Create account').click()
    await expect(page.getByText('Enter one email address only.')).toBeVisible()
    await expect(field(page, 'Email')).toBeFocused()
    await field(page, 'Email').fill(newAddress())
    await field(page, 'Password').fill('short')
    await button(page, 'Create account').click()
    await expect(page.getByText('A password needs at least 10 characters.')).toBeVisible()
    await expect(field(page, 'Name')).toHaveValue('Pat Journey')
    await expectAccessible(page)
  })

  test('with the address of an existing account looks the same and changes nothing', async ({
    page,
    browser,
  }) => {
    const { email } = await signInAsNewUser(page)
    const otherVisitor = await newPage(browser)
    await fillSignUp(otherVisitor, email)
    const mail = await mailTo(page, email)
    expect(mail.template).toBe('sign_up_existing')
  })
})

test.describe('signing in', () => {
  test('by password, to the page that was asked for', async ({ page, browser }) => {
    const { email } = await signInAsNewUser(page)
    const visitor = await newPage(browser)
    await visitor.goto('/account')
    await expect(visitor).toHaveURL(/\/sign-in\?return_to=%2Faccount$/)
    await expectAccessible(visitor)
    await enterPassword(visitor, email)
    await expect(visitor).toHaveURL(/\/account$/)
    await visitor.goto('/sign-in')
    await expect(visitor).toHaveURL(/\/orgs$/)
  })

  test('says the same of a wrong password and of an unknown address', async ({ page, browser }) => {
    const { email } = await signInAsNewUser(page)
    const visitor = await newPage(browser)
    for (const address of [email, newAddress('nobody')]) {
      await visitor.goto('/sign-in')
      await enterPassword(visitor, address, 'not-the-front-door')
      await expect(visitor.getByText('That email and password do not match.')).toBeVisible()
      await expect(field(visitor, 'Email')).toHaveValue(address)
    }
    await expectAccessible(visitor)
  })

  test('by the mail’s link and by its code', async ({ page, browser }) => {
    const { email } = await signInAsNewUser(page)
    const visitor = await newPage(browser)
    await visitor.goto('/sign-in?return_to=/account')
    await field(visitor, 'Email').fill(email)
    await button(visitor, 'Email me a link instead').click()
    await expect(visitor.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    await expectAccessible(visitor)
    const mail = await mailTo(page, email)
    const typed = await newPage(browser)
    await typed.goto(linkOf(mail, '/sign-in/link'))
    await expect(typed.getByText(email)).toBeVisible()
    await expectAccessible(typed)
    await visitor.getByRole('textbox', { name: 'Code' }).fill(codeIn(mail.text))
    await button(visitor, 'Sign in').click()
    await expect(visitor).toHaveURL(/\/account$/)
    await button(typed, 'Sign in').click()
    await expect(typed.getByText('This link has been used or has expired.')).toBeVisible()
  })

  test('by the mail’s link in another browser', async ({ page, browser }) => {
    const { email } = await signInAsNewUser(page)
    await page.goto('/sign-in?again=1')
    await expect(page.getByText('Confirm it’s you to continue.')).toBeVisible()
    await button(page, 'Email me a link instead').click()
    const link = linkOf(await mailTo(page, email), '/sign-in/link')
    const visitor = await newPage(browser)
    await visitor.goto(link)
    await button(visitor, 'Sign in').click()
    await expect(visitor).toHaveURL(/\/orgs$/)
  })

  test('sends no email to an address without an account, and answers the same', async ({ page }) => {
    const address = newAddress('nobody')
    for (const [path, name] of [
      ['/sign-in', 'Email me a link instead'],
      ['/reset', 'Email me a link'],
    ] as const) {
      await page.goto(path)
      await field(page, 'Email').fill(address)
      await button(page, name).click()
      await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    }
    const { email } = await signUp(page)
    expect((await mailsTo(page, email)).length).toBe(1)
    expect((await mailsTo(page, address)).filter(({ text }) => text)).toEqual([])
  })

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })

    test('by password, with the answer on the page', async ({ page, browser }) => {
      const helper = await newPage(browser, { javaScriptEnabled: true })
      const { email } = await signInAsNewUser(helper)
      await page.goto('/sign-in?return_to=/account')
      await field(page, 'Email').fill(email)
      await button(page, 'Sign in').click()
      await expect(page.getByText('Enter your password.')).toBeVisible()
      await expect(field(page, 'Email')).toHaveValue(email)
      await enterPassword(page)
      await expect(page).toHaveURL(/\/account$/)
      await button(page, 'Sign out').first().click()
      await expect(page).toHaveURL(/\/$/)
      await page.goto('/account')
      await expect(page).toHaveURL(/\/sign-in/)
    })

    test('by mail', async ({ page, browser }) => {
      const helper = await newPage(browser, { javaScriptEnabled: true })
      const { email } = await signInAsNewUser(helper)
      await page.goto('/sign-in')
      await field(page, 'Email').fill(email)
      await button(page, 'Email me a link instead').click()
      await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
      await page.goto(linkOf(await mailTo(helper, email), '/sign-in/link'))
      await button(page, 'Sign in').click()
      await expect(page).toHaveURL(/\/orgs$/)
    })
  })
})

test('a return_to that leads to another site is not followed', async ({ page, browser }) => {
  const { email } = await signInAsNewUser(page)
  for (const away of [
    '//attacker.test',
    '/\\attacker.test',
    'https://attacker.test',
    '/%2F/attacker.test',
    'javascript:alert(1)',
  ]) {
    const visitor = await newPage(browser)
    await visitor.goto(`/sign-in?return_to=${encodeURIComponent(away)}`)
    await enterPassword(visitor, email)
    await expect(visitor).toHaveURL(/\/orgs$/)
    await visitor.context().close()
  }
})

test('a session of one tenant is not valid at another', async ({ page, browser, baseURL }) => {
  const { email } = await signInAsNewUser(page)
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith('.session-token'))
  if (!cookie || baseURL === undefined) throw new Error('There is no session to copy.')
  const there = new URL(baseURL)
  for (const [id, host, path] of [
    ['lumen', there.hostname, /\/account$/],
    ['umbra', `umbra.${there.hostname}`, /\/sign-in\?/],
  ] as const) {
    const context = await browser.newContext({ baseURL: `${there.protocol}//${host}:${there.port}` })
    await context.addCookies([{ ...cookie, name: cookieNameAt(id, cookie.name), domain: host }])
    const visitor = await context.newPage()
    await visitor.goto('/account')
    await expect(visitor, email).toHaveURL(path)
  }
})
