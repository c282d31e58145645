import { expect, test } from '@playwright/test'
import { signInAsOwner } from './sign-in-steps'
import { expectAccessible, mailTo, newPage, startSession } from './support'

test('the only owner cannot leave, unless ownership goes to someone else in the same act', async ({
  page,
  browser,
}) => {
  const { slug, others } = await signInAsOwner(page, [
    { name: 'Ben', roles: ['Admin'] },
    { name: 'Cai', roles: ['Member'] },
  ])
  const [ben = '', cai = ''] = others
  await page.goto(`/o/${slug}/home`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Leave organization' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Leave Harbour?' })
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(dialog.getByText(/at least one owner/)).toBeVisible()
  const newOwner = dialog.getByRole('combobox', { name: 'New owner' })
  await newOwner.fill('Nobody')
  await dialog.getByRole('button', { name: 'Transfer ownership and leave' }).click()
  await expect(dialog.getByText('No member has this email address.')).toBeVisible()
  await expect(newOwner).toBeFocused()
  await newOwner.fill('be')
  await page.getByRole('option', { name: 'Ben' }).click()
  await expect(newOwner).toHaveValue(ben)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Transfer ownership and leave' }).click()
  await expect(page).toHaveURL(/\/orgs$/)
  expect((await page.goto(`/o/${slug}/home`))?.status()).toBe(404)
  expect((await mailTo(page, ben, { template: 'ownership_transferred' })).subject).toBe(
    'You are now an owner of Harbour',
  )

  const plain = await newPage(browser, { javaScriptEnabled: false })
  await startSession(plain, ben)
  await plain.goto(`/o/${slug}/settings`)
  await plain.locator('summary', { hasText: 'Transfer ownership of Harbour?' }).click()
  await plain.getByRole('combobox', { name: 'New owner' }).fill(cai)
  await plain.getByRole('combobox', { name: 'Your role afterwards' }).selectOption('Viewer')
  await plain.getByRole('button', { name: 'Transfer ownership', exact: true }).click()
  await expect(plain).toHaveURL(new RegExp(`/o/${slug}/home$`))
  await expect(plain.getByText('Your roles: Admin and Viewer.')).toBeVisible()
  await expect(plain.getByRole('list', { name: 'Owners' })).toContainText(cai)
  await plain.goto(`/o/${slug}/settings`)
  await expect(plain.locator('summary', { hasText: 'Transfer ownership' })).toHaveCount(0)
})
