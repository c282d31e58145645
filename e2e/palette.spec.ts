import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, startSession } from './support'

function search(page: Page) {
  return page.getByRole('combobox', { name: 'Search or jump to…' })
}

test('the palette goes to pages, members and organizations, by keyboard alone', async ({ page }) => {
  await startSession(page, 'ann@acme.test')
  await page.goto('/o/acme/roles')
  const opener = page.getByRole('button', { name: 'Search or jump to…' }).filter({ visible: true })
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(search(page)).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.keyboard.press('Control+k')
  await search(page).fill('invite people')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Email addresses' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await search(page).fill('audit')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await search(page).fill('ben')
  await expect(page.getByRole('option', { name: /ben@acme\.test/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Ben' })).toBeVisible()

  await page.setViewportSize({ width: 320, height: 640 })
  await opener.click()
  await expectAccessible(page)
  await search(page).fill('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('Control+k')
  await search(page).fill('globex')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/o\/globex\/home$/)
})

test('the palette offers only what the person may do', async ({ page }) => {
  await startSession(page, 'vic@acme.test')
  await page.goto('/o/acme/home')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option', { name: 'Home' })).toBeVisible()
  await expect(page.getByRole('option', { name: /^(Members|Invite people)$/ })).toHaveCount(0)
  for (const slug of ['acme', 'globex', 'nothing'])
    expect((await page.request.get(`/o/${slug}/find-members?q=ben`)).status(), slug).toBe(404)
})
