import { expect, test } from '@playwright/test'
import { rowOf } from './locators'
import { signInAsOwner } from './sign-in-steps'
import { expectAccessible, newPage, password, startSession } from './support'

test('ends a member’s sessions here, from their next page on, and nowhere else', async ({
  page,
  browser,
}) => {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Ben', roles: ['Admin'] }])
  const [ben = ''] = others
  const his = await newPage(browser)
  await page.goto(`/o/${slug}/members`)
  await expect(rowOf(page, ben)).toContainText('Never')
  await startSession(his, ben)
  await his.goto(`/o/${slug}/members`)
  await page.reload()
  await expect(rowOf(page, ben)).toContainText('just now')
  await rowOf(page, ben).getByRole('link').click()
  await expect(page.getByRole('button', { name: /^End session: Chrom/ })).toBeVisible()
  await expect(page.getByText(/^First used here just now, last active just now$/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^End session: Chrom/ }).click()
  await expect(page.getByText('A session of Ben was ended.')).toBeVisible()
  await expect(page.getByText('No sessions.')).toBeVisible()

  await his.goto(`/o/${slug}/members`)
  const again = his.getByText('Your session here has ended. Sign in again to continue.')
  await expect(again).toBeVisible()
  expect((await his.goto('/account'))?.url()).toMatch(/\/account$/)
  await his.goto(`/o/${slug}/members`)
  await his.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
  await his.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(his.getByRole('heading', { name: 'Members' })).toBeVisible()

  await page.getByRole('button', { name: 'End all sessions' }).click()
  const question = page.getByRole('alertdialog', { name: 'End all sessions of Ben?' })
  await question.getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByText('All sessions of Ben in Harbour were ended.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'ended all sessions of Ben' })).toBeVisible()
  await his.reload()
  await expect(again).toBeVisible()
})
