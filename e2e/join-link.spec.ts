import { expect, test, type Page } from '@playwright/test'
import { watchUrls } from './address-urls'
import { countStepsOfPages, createInviter, landedIn } from './invitation-steps'
import { button, field } from './locators'
import { signInAsNewUser } from './sign-in-steps'
import {
  enterPassword,
  expectAccessible,
  mailTo,
  newAddress,
  newPage,
  password,
  startSession,
} from './support'

async function codeTo(page: Page, email: string): Promise<string> {
  const { text } = await mailTo(page, email, { template: 'sign_up_proof' })
  return /\b\d{6}\b/.exec(text)?.[0] ?? ''
}

test('an admin makes a join link, a new person is in with two clicks and four fields, and the link ends', async ({
  browser,
  page,
}) => {
  const { slug } = await createInviter(page)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('link', { name: 'Create a join link' }).click()
  await field(page, 'Allowed email domains').fill('journey.test, gmail.com')
  await field(page, 'Limit').fill('none')
  await button(page, 'Create join link').click()
  await expect(page.getByText('Anyone can get an address at this email provider.')).toBeVisible()
  await expect(page.getByText('Enter a number from 1 to 10,000')).toBeVisible()
  await field(page, 'Allowed email domains').fill('journey.test')
  await field(page, 'Limit').fill('2')
  await button(page, 'Create join link').click()
  await button(page, 'Copy link').click()
  await expect(page.getByText('Link copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await expectAccessible(page)

  const guest = await newPage(browser)
  const email = newAddress()
  const steps = await countStepsOfPages(guest)
  const urls = watchUrls(guest)
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'Join Journey & Sons' })).toBeVisible()
  await expectAccessible(guest)
  await field(guest, 'Name').fill('Nia New')
  await field(guest, 'Email').fill(email)
  await field(guest, 'Password').fill(password)
  await button(guest, 'Join').click()
  await expect(guest.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await expect(guest.getByText(email)).toBeVisible()
  urls.expectWithout(email)
  await expectAccessible(guest)
  await field(guest, 'Code').fill(await codeTo(page, email))
  await button(guest, 'Join Journey & Sons').click()
  await landedIn(guest, slug)
  expect(steps()).toEqual({ clicks: 2, fields: 4 })
  await guest.goto(link)
  await expect(guest).toHaveURL(new RegExp(`/o/${slug}/home$`))

  await page.reload()
  await expect(page.getByText('1 of 2')).toBeVisible()
  await button(page, 'Make a new link').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new link' }).click()
  await expect(page.getByText('0 of 2')).toBeVisible()
  const visitor = await newPage(browser)
  await visitor.goto(link)
  await expect(visitor.getByRole('heading', { name: 'This link was replaced' })).toBeVisible()
  await expectAccessible(visitor)
  await button(page, 'Turn off').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(button(page, 'Create join link')).toBeVisible()
  await button(page, 'Undo').click()
  await expect(page.getByText('0 of 2')).toBeVisible()
  await button(page, 'Turn off').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(button(page, 'Create join link')).toBeVisible()
  await page.goto(`/o/${slug}/members`)
  await page.getByRole('row').filter({ hasText: email }).getByRole('link').first().click()
  await expect(page.getByText('No one; joined by link')).toBeVisible()
})

test('works without JavaScript for a user who has an account', async ({ browser, page }) => {
  const [{ slug, email: owner }, plain] = await Promise.all([
    createInviter(page),
    newPage(browser, { javaScriptEnabled: false }),
  ])
  await startSession(plain, owner)
  await plain.goto(`/o/${slug}/invitations/join-link`)
  await plain.getByRole('listbox', { name: 'Role' }).selectOption('Viewer')
  await button(plain, 'Create join link').click()
  await button(plain, 'Copy link').click()
  const link = await field(plain, 'Join link').inputValue()
  expect(link).toMatch(/\/join\/\w{32}$/)

  const guest = await newPage(browser)
  const [{ email }, plainGuest] = await Promise.all([
    signInAsNewUser(guest, { name: 'Gus Guest' }),
    newPage(browser, { javaScriptEnabled: false }),
  ])
  await plainGuest.goto(link)
  await plainGuest.getByRole('link', { name: 'Sign in to join' }).click()
  await enterPassword(plainGuest, email)
  await expect(plainGuest.getByText(`You’re signed in as ${email}.`)).toBeVisible()
  await button(plainGuest, 'Join').click()
  await landedIn(plainGuest, slug)
  const answer = await plainGuest.goto(`${link}x`)
  expect(answer?.status()).toBe(404)
})
