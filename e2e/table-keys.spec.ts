import { expect, test } from '@playwright/test'
import { signInAsOwner } from './sign-in-steps'
import { expectAccessible } from './support'

test('keys search, move, select and open; they are listed, and can be turned off', async ({ page }) => {
  const { slug } = await signInAsOwner(page, [
    { name: 'Ada', roles: ['Admin'] },
    { name: 'Ben', roles: ['Member'] },
  ])
  await page.goto(`/o/${slug}/members`)
  const link = (name: string) => page.getByRole('main').getByRole('link', { name: new RegExp(name) })
  await page.getByRole('heading', { name: 'Members' }).click()
  await page.keyboard.press('ArrowDown')
  await expect(link('Ada')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await expect(page.getByRole('checkbox', { name: 'Select Ben' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('checkbox', { name: 'Select Ben' })).not.toBeChecked()
  await page.keyboard.press('ArrowUp')
  await expect(link('Ada')).toBeFocused()

  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search members' })
  await expect(search).toBeFocused()
  await page.keyboard.type('a/?')
  await expect(search).toHaveValue('a/?')
  await search.fill('')
  await page.getByRole('heading', { name: 'Members' }).click()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toContainText('Next or previous row')
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: 'Use these shortcuts' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.reload()
  await page.getByRole('heading', { name: 'Members' }).click()
  await page.keyboard.press('?')
  await page.keyboard.press('/')
  await expect(search).not.toBeFocused()
  await expect(dialog).toBeHidden()

  await page.goto(`/o/${slug}/invitations`)
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await dialog.getByRole('checkbox', { name: 'Use these shortcuts' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Invitations' }).click()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()

  await page.goto(`/o/${slug}/members`)
  await page.getByRole('heading', { name: 'Members' }).click()
  await page.keyboard.press('ArrowUp')
  await expect(link('Olga Owner')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Olga Owner')
})
