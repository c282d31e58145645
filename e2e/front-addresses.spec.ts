import { expect, test, type Page } from '@playwright/test'
import { watchUrls } from './address-urls'
import { button, field } from './locators'
import { fillSignUp, newAddress, newPage } from './support'

test.describe('no URL holds the address that was typed', () => {
  test('in the browser that typed it, the pages show it and begin with it', async ({ page, browser }) => {
    const [joining, member, forgetful] = [newAddress('new'), newAddress('known'), newAddress('forgetful')]
    const urls = watchUrls(page)
    await fillSignUp(page, joining)
    await expectShown(page, joining)
    const cookie = (await page.context().cookies()).find(({ name }) => name.includes('.address-'))
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    expect(decodeURIComponent(cookie?.value ?? '')).not.toContain(joining)
    const elsewhere = await newPage(browser)
    await elsewhere.goto(page.url())
    await expect(elsewhere.getByText('a code to that address, to make sure')).toBeVisible()
    await expect(field(elsewhere, 'Code')).toBeVisible()
    await page.getByRole('link', { name: 'sign up again' }).click()
    await expect(field(page, 'Email')).toHaveValue(joining)

    await page.goto('/sign-in')
    await field(page, 'Email').fill(member)
    await button(page, 'Email me a link instead').click()
    await expectShown(page, member)
    await page.reload()
    await expectShown(page, member)
    await page.getByRole('link', { name: 'ask again' }).click()
    await expect(field(page, 'Email')).toHaveValue(member)
    await page.getByRole('link', { name: 'Forgot password?' }).click()
    await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
    await expect(field(page, 'Email')).toHaveValue(member)

    await field(page, 'Email').fill(forgetful)
    await button(page, 'Email me a link').click()
    await expectShown(page, forgetful)
    await page.getByRole('link', { name: 'Ask again' }).click()
    await expect(field(page, 'Email')).toHaveValue(forgetful)
    urls.expectWithout(joining, member, forgetful)

    await page.goto('/')
    await page.getByRole('link', { name: 'ann@acme.test' }).click()
    await expect(field(page, 'Email')).toHaveValue('ann@acme.test')
    urls.expectWithout('ann@acme.test')
  })

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })

    test('the same', async ({ page }) => {
      const addresses = Array.from({ length: 5 }, () => newAddress('plain'))
      const urls = watchUrls(page)
      for (const address of addresses) {
        await page.goto('/reset')
        await field(page, 'Email').fill(address)
        await button(page, 'Email me a link').click()
        await expectShown(page, address)
      }
      urls.expectWithout(...addresses)
      // The browser keeps only the latest.
      const cookies = (await page.context().cookies()).filter(({ name }) => name.includes('.address-'))
      expect(cookies).toHaveLength(3)
    })
  })
})

async function expectShown(page: Page, address: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await expect(page.getByText(address)).toBeVisible()
}
