import { expect, test } from '@playwright/test'
import { rowOf } from './locators'
import { signInAsOwner } from './sign-in-steps'
import { expectAccessible } from './support'

test('changes, suspends, restores and removes several members at once', async ({ page }) => {
  const { slug, owner, others } = await signInAsOwner(page, [
    { name: 'Ada', roles: ['Admin'], invitations: 2 },
    { name: 'Ben', roles: ['Member'] },
    { name: 'Cai', roles: ['Viewer'] },
    { name: 'Dan', roles: ['Owner'] },
  ])
  const [ada = '', ben = '', cai = '', dan = ''] = others
  await page.goto(`/o/${slug}/members`)
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(rowOf(page, owner).getByRole('checkbox')).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'Select Ada' }).check()
  await page.getByRole('checkbox', { name: 'Select Cai' }).click({ modifiers: ['Shift'] })
  await expect(bar.getByRole('status')).toHaveText('3 selected')
  await expectAccessible(page)

  await bar.getByRole('button', { name: 'Change role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the role of 3 members' })
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /^Member/ }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('3 members are now Member.')).toBeVisible()
  for (const email of [ada, ben, cai]) await expect(rowOf(page, email)).toContainText('Member')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, ada)).toContainText('Admin')
  await expect(rowOf(page, cai)).toContainText('Viewer')

  await page.getByRole('checkbox', { name: 'Select Dan' }).check()
  await bar.getByRole('button', { name: 'Change role' }).click()
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /^Admin/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove ownership from 4 members?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await page
    .getByRole('dialog', { name: 'Change the role of 4 members' })
    .getByRole('button', { name: 'Cancel' })
    .click()
  await expect(rowOf(page, dan)).toContainText('Owner')

  await bar.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Suspended', { exact: true })).toHaveCount(4)
  await bar.getByRole('button', { name: 'Restore access' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore access' }).click()
  await expect(page.getByText('Suspended', { exact: true })).toHaveCount(0)

  await bar.getByRole('button', { name: 'Clear' }).click()
  await rowOf(page, ada)
    .getByText('Admin')
    .click({ modifiers: ['ControlOrMeta'] })
  await rowOf(page, cai)
    .getByText('Viewer')
    .click({ modifiers: ['ControlOrMeta'] })
  await bar.getByRole('button', { name: 'Remove' }).click()
  const removal = page.getByRole('alertdialog', { name: 'Remove 2 members?' })
  await removal.getByRole('checkbox', { name: 'Also revoke the 2 pending invitations they sent' }).check()
  await removal.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(
    page.getByText('2 members were removed from Harbour. 2 invitations were revoked.'),
  ).toBeVisible()
  await expect(rowOf(page, cai)).toHaveCount(0)
  await expect(rowOf(page, ben)).toBeVisible()
})
