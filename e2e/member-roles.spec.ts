import { expect, test } from '@playwright/test'
import { countSteps } from './invitation-steps'
import { rowOf } from './locators'
import { roleEditor, setRoles } from './role-steps'
import { signInAsOwner } from './sign-in-steps'
import { expectAccessible } from './support'

test('a role changes in three clicks, and Undo restores the roles before', async ({ page }) => {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Cai', roles: ['Member'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  const counted = await countSteps(page)
  const { open, field, save } = roleEditor(page, cai)
  await open.click()
  await page.getByRole('option', { name: 'Viewer', exact: true }).click()
  await save.click()
  await expect(page.getByText('Cai is now Viewer.')).toBeVisible()
  expect((await counted()).clicks).toBe(3)
  await expect(open).toBeFocused()
  await expect(rowOf(page, cai)).toContainText('Viewer')

  await setRoles(page, { slug, email: cai }, ['Admin', 'Viewer'])
  await expect(page.getByText('Cai is now Admin and Viewer.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(page.getByText('Cai is now Viewer.').last()).toBeVisible()
  await expect(rowOf(page, cai)).not.toContainText('Admin')

  await open.click()
  await page.getByRole('option', { name: 'Admin', exact: true }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(open).toBeFocused()
  await open.click()
  await expect(field).toHaveText('Viewer')
  await page.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await page.reload()
  await expect(rowOf(page, cai)).not.toContainText('Admin')
})

test('granting and removing ownership asks first, and the last owner keeps the role', async ({ page }) => {
  const { slug, owner, others } = await signInAsOwner(page, [{ name: 'Cai', roles: ['Member'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  const last = roleEditor(page, owner)
  await last.open.click()
  await page.getByRole('option', { name: 'Admin', exact: true }).click()
  await last.save.click()
  const removal = page.getByRole('alertdialog', { name: 'Remove ownership from Olga Owner?' })
  await expectAccessible(page)
  await removal.getByRole('button', { name: 'Cancel' }).click()
  await expect(last.field).toHaveText('Admin')
  await last.save.click()
  await removal.getByRole('button', { name: 'Remove ownership' }).click()
  await expect(rowOf(page, owner).getByRole('alert')).toContainText('at least one owner')
  await rowOf(page, owner).getByRole('button', { name: 'Cancel' }).click()
  await expect(rowOf(page, owner)).toContainText('Owner')

  const theirs = roleEditor(page, cai)
  await theirs.open.click()
  await page.getByRole('option', { name: 'Owner', exact: true }).click()
  await theirs.save.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Grant ownership' }).click()
  await expect(page.getByText('Cai is now Owner.')).toBeVisible()
})
