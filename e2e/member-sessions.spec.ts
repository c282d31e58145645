import { expect, test } from '@playwright/test'
import { rowOf } from './locators'
import { signInAsOwner } from './sign-in-steps'
import { enterPassword, expectAccessible, newPage, startSession } from './support'

test('ends a member’s sessions here, from their next page on, and nowhere else', async ({
  page,
  browser,
}) => {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Ben', roles: ['Admin'] }])
  const [ben = ''] = others
  const memberPage = await newPage(browser)
  await page.goto(`/o/${slug}/members`)
  await expect(rowOf(page, ben)).toContainText('Never')
  await startSession(memberPage, ben)
  await memberPage.goto(`/o/${slug}/members`)
  await page.reload()
  await expect(rowOf(page, ben)).toContainText('just now')
  await rowOf(page, ben).getByRole('link').click()
  await expect(page.getByRole('button', { name: /^End session: Chrom/ })).toBeVisible()
  await expect(page.getByText(/^First used here just now, last active just now$/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^End session: Chrom/ }).click()
  await expect(page.getByText('A session of Ben was ended.')).toBeVisible()
  await expect(page.getByText('No sessions.')).toBeVisible()

  await memberPage.goto(`/o/${slug}/members`)
  const again = memberPage.getByText('Your session here has ended. Sign in again to continue.')
  await expect(again).toBeVisible()
  expect((await memberPage.goto('/account'))?.url()).toMatch(/\/account$/)
  await memberPage.goto(`/o/${slug}/members`)
  await enterPassword(memberPage)
  await expect(memberPage.getByRole('heading', { name: 'Members' })).toBeVisible()

  await page.getByRole('button', { name: 'End all sessions' }).click()
  const question = page.getByRole('alertdialog', { name: 'End all sessions of Ben?' })
  await question.getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByText('All sessions of Ben in Harbour were ended.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'ended all sessions of Ben' })).toBeVisible()
  await memberPage.reload()
  await expect(again).toBeVisible()
})
