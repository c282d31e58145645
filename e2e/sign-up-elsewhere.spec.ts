import { expect, test, type Page } from '@playwright/test'
import {
  enterPassword,
  expectAccessible,
  fillSignUp,
  linkOf,
  mailTo,
  newAddress,
  newPage,
  signIn,
} from './support'

function confirm(page: Page) {
  return page.getByRole('button', { name: 'Confirm address', exact: true })
}

function newPassword(page: Page) {
  return page.getByRole('textbox', { name: 'New password', exact: true })
}

test('by the link in another browser, which chooses the password', async ({ page, browser }) => {
  const email = newAddress()
  await fillSignUp(page, email)
  const elsewhere = await newPage(browser)
  await elsewhere.goto(linkOf(await mailTo(page, email), '/verify'))
  await expect(elsewhere.getByText('so choose your password here')).toBeVisible()
  const chosen = newPassword(elsewhere)
  await chosen.fill('short')
  await confirm(elsewhere).click()
  await expect(elsewhere.getByText('A password needs at least 10 characters.')).toBeVisible()
  await expect(chosen).toBeFocused()
  await expectAccessible(elsewhere)
  await chosen.fill('chosen-by-its-owner')
  await confirm(elsewhere).click()
  await expect(elsewhere).toHaveURL(/\/orgs$/)
  await page.goto('/sign-in')
  await enterPassword(page, email)
  await expect(page.getByText('That email and password do not match.')).toBeVisible()
  await signIn(page, email, 'chosen-by-its-owner')
  await expect(page).toHaveURL(/\/orgs$/)
})

test('by the link where another sign-up began meanwhile: it asks for the password', async ({ page }) => {
  const email = newAddress()
  await fillSignUp(page, email)
  await page.goto(linkOf(await mailTo(page, email), '/verify'))
  const other = await page.context().newPage()
  await fillSignUp(other, newAddress())
  await confirm(page).click()
  await newPassword(page).fill('chosen-by-its-owner')
  await confirm(page).click()
  await expect(page).toHaveURL(/\/orgs$/)
})

test('not by the code in another browser, where someone else may have begun it', async ({
  page,
  browser,
}) => {
  const email = newAddress()
  await fillSignUp(page, email)
  await expect(page).toHaveURL(/\/sign-up\/code/)
  const code = /\b\d{6}\b/.exec((await mailTo(page, email)).text)?.[0] ?? ''
  const elsewhere = await newPage(browser)
  await elsewhere.goto(page.url())
  await elsewhere.getByRole('textbox', { name: 'Code' }).fill(code)
  await elsewhere.getByRole('button').first().click()
  await expect(elsewhere.getByText('This sign-up was started in another browser.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button').first().click()
  await expect(page).toHaveURL(/\/orgs$/)
})
