import type { Page } from '@playwright/test'

declare global {
  interface Window {
    withoutTransitions?: CSSStyleSheet
  }
}

/**
 * For work that changes the theme or the width. Under reduced motion every change of a style is a transition of 0.01 ms, which
 * starts others in the elements inside, frame by frame: it takes ten times as long until the styles are final. They are the same.
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
