import { expect, test } from '@playwright/test'
import { rowOf } from './locators'
import { roleEditor } from './role-steps'
import { signInAsOwner } from './sign-in-steps'

test('a row shows what was asked before the server answers, and the truth when it does not', async ({
  page,
}) => {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Ben', roles: ['Admin'] }])
  const [ben = ''] = others
  const path = `/o/${slug}/members`
  await page.goto(path)
  const answers: (() => void)[] = []
  let isLost = true
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await new Promise<void>((resolve) => answers.push(resolve))
    return isLost ? route.abort() : route.continue()
  })
  const act = async (name: string) => {
    await rowOf(page, ben).getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await act('Suspend')
  await expect(rowOf(page, ben)).toContainText('Suspended')
  answers[0]?.()
  await expect(page.getByText('The server couldn’t respond. Try again in a moment.')).toBeVisible()
  await expect(rowOf(page, ben)).not.toContainText('Suspended')
  await act('Remove from organization')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Removing…')).toBeVisible()
  answers[1]?.()
  await expect(page.getByText('Removing…')).toHaveCount(0)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()

  isLost = false
  const { open, save } = roleEditor(page, ben)
  await open.click()
  await page.getByRole('option', { name: /^Viewer/ }).click()
  await save.click()
  await expect(rowOf(page, ben).getByRole('cell').nth(2)).toHaveText('Viewer')
  await expect.poll(() => answers).toHaveLength(3)
  answers[2]?.()
  await expect(page.getByText('Ben is now Viewer.')).toBeVisible()
  await expect(rowOf(page, ben).getByRole('cell').nth(2)).toHaveText('Viewer')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, ben).getByRole('cell').nth(2)).toHaveText('Admin')
  await expect.poll(() => answers).toHaveLength(4)
  answers[3]?.()
  await expect(rowOf(page, ben).getByRole('cell').nth(2)).toHaveText('Admin')

  await rowOf(page, ben).getByRole('checkbox').click()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Suspended')).toBeVisible()
  // Sent once the act before it is answered.
  await expect.poll(() => answers).toHaveLength(5)
  answers[4]?.()
  await expect(page.getByText('Ben was suspended')).toBeVisible()
})
