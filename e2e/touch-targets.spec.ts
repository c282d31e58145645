import { expect, test, type Browser, type Page } from '@playwright/test'
import { pagesElsewhere } from './budgets'
import { consolePathOf, createConsoleFixture, createConsolePeople } from './console/fixture'
import { consolePagesElsewhere } from './console/registry'
import { createManyRows } from './many-rows'
import { consolePagesBuilt, pagesBuilt, pathOf } from './pages'
import type { Visitor } from './permission-visitor'
import { createPortalFixture, createPortalUsers } from './portal-fixture'

/** The reference of the API is drawn by Swagger UI. */
const drawnElsewhere = ['/docs/api']

test('on a touch screen the controls of members’ pages are 44 pixels high', async ({ browser, baseURL }) => {
  const people = await createPortalUsers(baseURL ?? 'http://localhost:3100')
  const at = await createPortalFixture(people)
  await createManyRows(at.tenant, at.organization, at.person)
  const page = await openOnPhone(browser, people.visitor, people.tenant.url)
  const elsewhere = [...Object.keys(pagesElsewhere), ...drawnElsewhere]
  for (const pattern of pagesBuilt().filter((one) => !elsewhere.includes(one)))
    await measure(page, pattern, pathOf(pattern, at))
})

test('on a touch screen the controls of the console are 44 pixels high', async ({ browser, baseURL }) => {
  const people = await createConsolePeople(baseURL ?? '')
  const at = await createConsoleFixture(people)
  await createManyRows(people.tenant, at.organization, at.user)
  const page = await openOnPhone(browser, people.visitor, people.tenant.url)
  for (const pattern of consolePagesBuilt().filter((one) => consolePagesElsewhere[one] === undefined))
    await measure(page, pattern, consolePathOf(pattern, at))
})

async function openOnPhone(browser: Browser, visitor: Visitor, url: string): Promise<Page> {
  const storageState = await (await visitor.open(browser, url)).context().storageState()
  const viewport = { width: 360, height: 740 }
  const phone = { hasTouch: true, isMobile: true, viewport, reducedMotion: 'reduce' as const }
  return (await browser.newContext({ baseURL: url, storageState, ...phone })).newPage()
}

async function measure(page: Page, pattern: string, path: string): Promise<void> {
  await page.goto(path)
  await expect.soft.poll(() => page.evaluate(lowControls), pattern).toEqual([])
}

/** Runs in the page: what a finger finds less than 44 pixels high, with its label and what is drawn around it. */
function lowControls(): string[] {
  const controls = document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary')
  const heightOf = (element: Element) => element.getBoundingClientRect().height
  const around = (element: Element) => {
    const { content, position, height } = getComputedStyle(element, '::after')
    return content !== 'none' && position === 'absolute' ? Number.parseFloat(height) : 0
  }
  const isLow = (control: Element) => {
    const label = control.closest('label')
    const seen = heightOf(control) > 1 && control.checkVisibility({ visibilityProperty: true })
    return seen && Math.max(heightOf(control), around(control), label ? heightOf(label) : 0) < 43.5
  }
  return [...controls].filter(isLow).map(({ outerHTML }) => outerHTML.slice(0, 160))
}
