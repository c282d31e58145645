import type { Page } from '@playwright/test'

declare global {
  interface Window {
    withoutTransitions?: CSSStyleSheet
  }
}

/**
 * For work that changes the theme or the size of the window. Under reduced motion every property of every element changes by
 * a transition of nearly no time, and passes from an element to those inside it frame by frame: it takes ten times as long until the
 * page looks as it does without transitions.
 */
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
