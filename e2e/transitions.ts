import type { Page } from '@playwright/test'

declare global {
  interface Window {
    withoutTransitions?: CSSStyleSheet
  }
}

/** For work that changes the theme or the width: styles are final at once, also where no one has asked for less motion. */
export async function withoutTransitions(page: Page, work: () => Promise<void>): Promise<void> {
  await page.evaluate(stopTransitions)
  await work()
  await page.evaluate(allowTransitions)
}

/** Runs in the page. */
function stopTransitions(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('*, ::before, ::after { transition-property: none !important }')
  document.adoptedStyleSheets.push(sheet)
  window.withoutTransitions = sheet
}

/** Runs in the page, which may be another one meanwhile. */
function allowTransitions(): void {
  // Applies what has changed.
  document.documentElement.getBoundingClientRect()
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
    (sheet) => sheet !== window.withoutTransitions,
  )
}
