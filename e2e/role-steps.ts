import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { button, rowOf } from './locators'
import { newPage, startSession } from './support'

/** What permissions are called in lists, and their checkboxes in the grid. */
export const see = { audit: 'See the audit log', documents: 'Read documents' }
export const view = { audit: 'View audit log', documents: 'View documents' }

export function permission(page: Page, name: string): Locator {
  return page.getByRole('checkbox', { name: new RegExp(`^${name}`) })
}

export function review(page: Page): Locator {
  return page.getByRole('region', { name: 'Review your changes' })
}

/** What changes the roles of a member, in their row. */
export function roleEditor(page: Page, email: string) {
  return roleEditorIn(rowOf(page, email))
}

export function roleEditorIn(container: Locator) {
  return {
    open: container.getByRole('button', { name: 'Change role' }),
    field: container.getByRole('combobox', { name: 'Role', exact: true }),
    save: container.getByRole('button', { name: 'Save' }),
  }
}

/** Creates a role with these permissions. Returns the path of its page. */
export async function createRole(
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

/** Gives a member these roles and no others, on the members page. */
export async function setRoles(
  page: Page,
  { slug, email }: { slug: string; email: string },
  [first = '', ...others]: readonly string[],
) {
  await page.goto(`/o/${slug}/members`)
  const { open, field, save } = roleEditor(page, email)
  await open.click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Tab')
  for (const extra of await page.getByRole('button', { name: 'Remove this role' }).all())
    if (await extra.isVisible()) await page.getByRole('button', { name: 'Remove this role' }).last().click()
  await field.click()
  await page.getByRole('option', { name: first, exact: true }).click()
  for (const role of others) {
    await page.getByRole('button', { name: 'Add another role' }).click()
    await page.getByRole('option', { name: role, exact: true }).click()
  }
  await save.click()
  await expect(field).toHaveCount(0)
}

/** A page of a person who is signed in; nothing is opened on it yet. */
export async function openAs(browser: Browser, email: string): Promise<Page> {
  const page = await newPage(browser, { reducedMotion: 'reduce' })
  await startSession(page, email)
  return page
}

export async function statusOf(page: Page, path: string): Promise<number> {
  return (await page.request.get(path, { maxRedirects: 0 })).status()
}
