import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { signIn } from './support'

/** What permissions are called in lists, and their checkboxes in the grid. */
export const see = { audit: 'See the audit log', documents: 'Read documents' }
export const view = { audit: 'View audit log', documents: 'View documents' }

export function permission(page: Page, name: string): Locator {
  return page.getByRole('checkbox', { name: new RegExp(`^${name}`) })
}

export function review(page: Page): Locator {
  return page.getByRole('region', { name: 'Review your changes' })
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

export function roleOf(page: Page, email: string): Locator {
  return page.getByRole('row').filter({ hasText: email }).getByRole('combobox', { name: 'Role' })
}

/** Makes a role with these permissions; the path of its page. */
export async function makeRole(
  page: Page,
  slug: string,
  { name, permissions = [] }: { name: string; permissions?: readonly string[] },
): Promise<string> {
  await page.goto(`/o/${slug}/roles/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  for (const one of permissions) await permission(page, one).check()
  await button(page, 'Create role').click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page).toHaveURL(/\/roles\/rol_/)
  return new URL(page.url()).pathname
}

/** Lists of roles save when they close, however slow the machine is, and not by themselves after a second. */
export async function saveOnClosing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const later = window.setTimeout.bind(window)
    const slower = (work: () => void, delay?: number) => later(work, delay === 1000 ? 600_000 : delay)
    Reflect.set(window, 'setTimeout', slower)
  })
}

/** Chooses and unchooses roles in a member’s row. */
export async function toggleRoles(
  page: Page,
  { slug, email }: { slug: string; email: string },
  roles: readonly string[],
) {
  await saveOnClosing(page)
  await page.goto(`/o/${slug}/members`)
  await roleOf(page, email).click()
  for (const role of roles) await page.getByRole('option', { name: new RegExp(`^${role}`) }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/is now/)).toBeVisible()
}

export async function openAs(browser: Browser, email: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await signIn(page, email)
  return page
}

export async function statusOf(page: Page, path: string): Promise<number> {
  return (await page.request.get(path, { maxRedirects: 0 })).status()
}
