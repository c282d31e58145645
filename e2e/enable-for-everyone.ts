import { expect, type Page } from '@playwright/test'
import { button } from './locators'

/** On the page of sign-in methods: enables the organization’s own provider, and who signs in by it becomes a member. */
export async function enableForEveryone(page: Page): Promise<void> {
  await button(page, 'Enable Harbour login').click()
  await page.getByRole('link', { name: 'Manage Harbour login' }).click()
  await page.getByRole('checkbox', { name: 'Everyone who signs in becomes a member' }).check()
  await button(page, 'Save changes').click()
  await expect(page.getByText('Harbour login is saved.')).toBeVisible()
}
