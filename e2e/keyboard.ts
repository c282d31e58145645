import { expect, type Locator, type Page } from '@playwright/test'

/** From the top of the page: its first stop is the link over the navigation. */
export async function tabToSkipLink(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
}

const stopsAtMost = 40

/** By Tab alone, from where the focus is. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < stopsAtMost && !(await isThere()); stops++) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}
