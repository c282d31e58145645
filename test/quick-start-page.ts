import type { Page } from '@playwright/test'

export interface ShownSnippet {
  /** A file’s path, or what the commands do. */
  title: string
  code: string
}

export interface ConsoleApplication {
  id: string
  /** Null if it has none. */
  secret: string | null
}

/** Opens the first page of an application that the console creates. */
export async function createInConsole(page: Page, name: string, type: string): Promise<ConsoleApplication> {
  await page.goto('/console/applications/new')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: type })
  await page.getByRole('button', { name: 'Create application' }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
  const id = new URL(page.url()).pathname.split('/')[3] ?? ''
  const notice = page.getByRole('status').filter({ hasText: 'Copy the client secret now' })
  if ((await notice.count()) === 0) return { id, secret: null }
  const secret = await notice.getByRole('code').innerText()
  await page.getByRole('button', { name: 'I have saved it' }).click()
  await notice.waitFor({ state: 'hidden' })
  return { id, secret }
}

export async function chooseFramework(page: Page, label: string): Promise<void> {
  const link = page
    .getByRole('navigation', { name: 'Framework' })
    .getByRole('link', { name: label, exact: true })
  await link.click()
  await page.locator('[aria-label=Framework] [aria-current=page]', { hasText: label }).waitFor()
}

/** Allows what the page proposes, at another port. Returns the origin. */
export async function allowRedirectUri(page: Page, port: number): Promise<string> {
  const field = page.getByRole('textbox', { name: 'Redirect URI' })
  const uri = Object.assign(new URL(await field.inputValue()), { port: String(port) })
  await field.fill(uri.href)
  await page.getByRole('button', { name: 'Allow redirect URI' }).click()
  await field.waitFor({ state: 'detached' })
  await page.reload()
  return uri.origin
}

/** Every block of code, as the page shows it. */
export async function readSnippets(page: Page): Promise<ShownSnippet[]> {
  const blocks = await page.getByRole('figure').all()
  return Promise.all(
    blocks.map(async (block) => ({
      title: (await block.getAttribute('aria-label')) ?? '',
      code: await block.getByRole('code').innerText(),
    })),
  )
}
