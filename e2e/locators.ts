import type { Locator, Page } from '@playwright/test'

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

export function field(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name, exact: true })
}

/** The row of a table that contains this text. */
export function rowOf(page: Page, text: string): Locator {
  return page.getByRole('row').filter({ hasText: text })
}
