import { expect, test } from '@playwright/test'
import { expectAccessible, fillSignUp, linkOf, mailTo, newAddress } from './support'

test('mail that stays here can be found, opened, and followed', async ({ page, context }) => {
  const email = newAddress('mailbox')
  await fillSignUp(page, email)
  const mail = await mailTo(page, email)

  await page.goto('/dev/mail')
  await page.getByRole('searchbox', { name: 'Search addresses' }).fill(email.slice(0, -5))
  await expect(page.getByRole('row')).toHaveCount(2)
  await expectAccessible(page)

  await page.getByRole('row', { name: email }).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(mail.subject)
  const frame = page.frameLocator(`iframe[title*="${mail.subject}"]`)
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Confirm your address')
  await expect(frame.getByRole('heading', { level: 1 })).toHaveCSS('font-size', '22px')
  const opened = context.waitForEvent('page')
  await frame.getByRole('link', { name: 'Confirm address' }).click()
  await expect(await opened).toHaveURL(new RegExp(linkOf(mail, '/verify').replace('?', '\\?')))
})

test('a search without a hit says so', async ({ page }) => {
  await page.goto(`/dev/mail?to=${newAddress('nobody')}`)
  await expect(page.getByText('No emails to this address')).toBeVisible()
  await expectAccessible(page)
})

test('there is no other mail to open', async ({ page }) => {
  const answer = await page.goto('/dev/mail/mail_unknown')
  expect(answer?.status()).toBe(404)
})
