import { expect, test, type Page } from '@playwright/test'
import { pagesElsewhere, signedOutPages } from './budgets'
import {
  consolePathOf,
  createConsoleFixture,
  createConsolePeople,
  type ConsoleFixture,
} from './console/fixture'
import { consolePagesElsewhere } from './console/registry'
import { consolePagesBuilt, pagesBuilt, pathOf } from './pages'
import { createPortalFixture, createPortalUsers, type PortalFixture } from './portal-fixture'
import { aboutColors, seriousFindings, settle } from './support'
import { withoutTransitions } from './transitions'

/** 640 is a window of 1280 pixels at 200 % zoom. */
const widths = [320, 640, 768, 1024, 1440]

/** Fits on no line of a phone. */
const longWord = 'donaudampfschifffahrtsgesellschaftskapitaen'
const longName = `${longWord} Wien`

const pages = pagesBuilt().filter((pattern) => pagesElsewhere[pattern] === undefined)

/** Several workers look at once. */
const parts = [0, 1, 2, 3]

for (const part of parts) {
  test(`pages for members fit every width, with long names, in both themes (${part + 1} of ${parts.length})`, async ({
    browser,
    baseURL,
  }) => {
    const at = await portalWithLongNames(baseURL ?? 'http://localhost:3100')
    const page = await at.visitor.open(browser, at.tenant.url)
    const patterns = pages.filter((one) => !signedOutPages.includes(one))
    for (const pattern of partOf(patterns, part)) await look(page, pattern, pathOf(pattern, at))
  })
}

test('pages for strangers fit every width, with long names, in both themes', async ({ browser, baseURL }) => {
  const at = await portalWithLongNames(baseURL ?? 'http://localhost:3100')
  const context = await browser.newContext({ baseURL: at.tenant.url, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const alsoForStrangers = ['/', '/invitations/[ticket]', '/join/[token]']
  for (const pattern of [...signedOutPages, ...alsoForStrangers])
    await look(page, pattern, pathOf(pattern, at))
})

for (const part of parts) {
  test(`pages of the console fit every width, with long names, in both themes (${part + 1} of ${parts.length})`, async ({
    browser,
    baseURL,
  }) => {
    const at = await consoleWithLongNames(baseURL ?? '')
    const page = await at.visitor.open(browser, at.tenant.url)
    const patterns = consolePagesBuilt().filter((pattern) => consolePagesElsewhere[pattern] === undefined)
    for (const pattern of partOf(patterns, part)) await look(page, pattern, consolePathOf(pattern, at))
  })
}

test('the navigation keeps its place from page to page', async ({ browser, baseURL }) => {
  const people = await createPortalUsers(baseURL ?? 'http://localhost:3100')
  const { organization } = await createPortalFixture(people)
  const page = await people.visitor.open(browser, people.tenant.url)
  const places = new Set<number | undefined>()
  for (const name of ['home', 'members', 'roles', 'settings']) {
    await page.goto(`/o/${organization.slug}/${name}`)
    const link = page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true })
    places.add((await link.boundingBox())?.y)
  }
  expect([...places]).toEqual([expect.any(Number)])
})

test('on narrow screens tabs are one line, scrolled to the current one', async ({ browser, baseURL }) => {
  const people = await createConsolePeople(baseURL ?? '')
  const at = await createConsoleFixture(people)
  const page = await people.visitor.open(browser, people.tenant.url)
  await page.setViewportSize({ width: 320, height: 800 })
  await page.goto(consolePathOf('/console/users/[userId]/activity', at))
  const tabs = page.getByRole('navigation', { name: `Pages about ${at.user.name}` }).getByRole('link')
  await expect(tabs.last()).toHaveAttribute('aria-current', 'page')
  await expect(tabs.last()).toBeInViewport({ ratio: 1 })
  const tops = await tabs.evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().top))
  expect(new Set(tops).size).toBe(1)
})

function partOf(patterns: readonly string[], part: number): readonly string[] {
  return patterns.filter((_, index) => index % parts.length === part)
}

/** One a worker: no test here changes it. */
let portal: Promise<PortalFixture> | undefined
let consoleFixture: Promise<ConsoleFixture> | undefined

function portalWithLongNames(baseURL: string): Promise<PortalFixture> {
  portal ??= createPortalUsers(baseURL).then(createPortalFixture).then(lengthenNames)
  return portal
}

async function lengthenNames(at: PortalFixture): Promise<PortalFixture> {
  await at.tenant.write(async (tx) => {
    await tx.organization.updateMany({ data: { displayName: longName } })
    await tx.user.updateMany({ data: { name: longName } })
    await tx.role.updateMany({ where: { id: at.roleId }, data: { name: longName } })
    for (const { userId: id } of await tx.joinRequest.findMany()) {
      const email = `${longWord}.${id.slice(-8)}@${longWord}.test`
      await tx.user.updateMany({ where: { id }, data: { email, emailFolded: email } })
    }
  })
  return at
}

function consoleWithLongNames(baseURL: string): Promise<ConsoleFixture> {
  consoleFixture ??= createConsolePeople(baseURL).then(createConsoleFixture).then(lengthenNamesOfConsole)
  return consoleFixture
}

async function lengthenNamesOfConsole(at: ConsoleFixture): Promise<ConsoleFixture> {
  await at.tenant.write(async (tx) => {
    await tx.organization.updateMany({ data: { displayName: longName } })
    await tx.user.updateMany({ data: { name: longName } })
    await tx.role.updateMany({ where: { id: { in: [at.roleId, at.ownRoleId] } }, data: { name: longName } })
    await tx.client.updateMany({ data: { name: longName } })
    await tx.connection.updateMany({ where: { id: at.connectionId }, data: { displayName: longName } })
  })
  return at
}

async function look(page: Page, pattern: string, path: string): Promise<void> {
  const response = await page.goto(path)
  expect.soft([response?.status(), new URL(page.url()).pathname], pattern).toEqual([200, path])
  await withoutTransitions(page, async () => {
    for (const width of widths) await lookAt(page, width, `${pattern} at ${width}`)
  })
}

async function lookAt(page: Page, width: number, named: string): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  await expect.soft.poll(() => page.evaluate(layoutProblems), named).toEqual([])
  if (width === 768) expect.soft(await seriousFindings(page), named).toEqual([])
  if (width === 1024) expect.soft(await findingsInTheDark(page), `${named}, dark`).toEqual([])
}

async function findingsInTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(settle)
  const findings = await seriousFindings(page, aboutColors)
  await page.emulateMedia({ colorScheme: 'light' })
  return findings
}

/**
 * Runs in the page: what scrolls sideways, what text is wider than its box and has no ellipsis, and what takes the
 * focus where it is out of view.
 */
function layoutProblems(): string[] {
  const areas = [document.documentElement, ...document.querySelectorAll('aside')]
  const texts = document.querySelectorAll('h1, h2, h3, a, button, summary, label, legend, p, td, th, dt, dd')
  const endsWell = (element: Element) => {
    const { textOverflow, overflowX, clipPath } = getComputedStyle(element)
    // What only screen readers read is clipped on purpose.
    return textOverflow === 'ellipsis' || overflowX === 'auto' || clipPath !== 'none'
  }
  const isTooWide = (element: Element) =>
    element.clientWidth > 1 &&
    element.scrollWidth > element.clientWidth + 1 &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    ![element, ...element.querySelectorAll('*')].some(endsWell)
  const isUnseen = (element: Element) => {
    for (let box = element.parentElement; box; box = box.parentElement)
      if (getComputedStyle(box).clipPath !== 'none')
        return element.checkVisibility({ visibilityProperty: true })
    return false
  }
  const controls = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary',
  )
  const shown = (elements: Element[]) => elements.map(({ outerHTML }) => outerHTML.slice(0, 200))
  return [
    ...areas
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(
        ({ tagName, scrollWidth, clientWidth }) =>
          `${tagName} scrolls sideways by ${scrollWidth - clientWidth}`,
      ),
    ...shown([...texts].filter(isTooWide)),
    ...shown([...controls].filter(isUnseen)).map((control) => `takes the focus out of view: ${control}`),
  ]
}
