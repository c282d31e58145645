import AxeBuilder from '@axe-core/playwright'
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import type axe from 'axe-core'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { LocalEmail as KeptMail } from '@/lib/email/mailbox'
import { hiddenFields } from '@/test/sign-in-form'
import { button, field } from './locators'
import { withoutTransitions } from './transitions'

/** The password of every user of the demo. */
export const password = 'open-the-front-door'

/** As programs get it. */
export type LocalMail = Omit<KeptMail, 'createdAt'> & { created_at: string }

/** An address that no other test uses. */
export function newAddress(name = 'pat'): string {
  return `${name}.${randomUUID().slice(0, 8)}@journey.test`
}

/** A slug that no other test uses. */
export function newSlug(name = 'place'): string {
  return `${name}-${randomUUID()
    .slice(0, 8)
    .replaceAll(/[0158]/g, 'x')}`
}

/** A page in a browser context of its own. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  return (await browser.newContext(options)).newPage()
}

/** Signs a person in by password at /sign-in. */
export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/sign-in')
  await enterPassword(page, email, secret)
  await expect(page).not.toHaveURL(/\/sign-in/)
}

/** On a sign-in page; without an address, on one that has it already. */
export async function enterPassword(page: Page, email?: string, secret = password): Promise<void> {
  if (email !== undefined) await field(page, 'Email').fill(email)
  await field(page, 'Password').fill(secret)
  await button(page, 'Sign in').click()
}

/** Signs a person in by password, without opening a page. */
export async function startSession(page: Page, email: string, secret = password): Promise<void> {
  const asked = await page.request.get('/api/auth/csrf')
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const answer = await page.request.post('/api/auth/callback/credentials', {
    headers: { origin: new URL(asked.url()).origin },
    form: { csrfToken, email, password: secret, json: 'true' },
  })
  expect(answer.status(), `${email} signs in`).toBe(200)
}

/** The newest mail to this address, of this kind if one is named, waiting for it; `after` that many others. */
export async function mailTo(
  page: Page,
  address: string,
  { template, after = 0 }: { template?: string; after?: number } = {},
): Promise<LocalMail> {
  let mails: LocalMail[] = []
  const arrived = async () => {
    mails = (await mailsTo(page, address)).filter(
      (mail) => template === undefined || mail.template === template,
    )
    return mails.length
  }
  await expect.poll(arrived).toBeGreaterThan(after)
  const [newest] = mails
  if (!newest) throw new Error(`No mail to ${address}.`)
  return newest
}

export async function mailsTo(page: Page, address: string): Promise<LocalMail[]> {
  const response = await page.request.get(`/dev/mail.json?to=${encodeURIComponent(address)}`)
  return (await response.json()) as LocalMail[]
}

/** A new person, signed up through the browser and signed in. */
export async function signUp(
  page: Page,
  given: { email?: string; name?: string } = {},
): Promise<{ email: string; name: string }> {
  const { email = newAddress(), name = 'Pat Journey' } = given
  await fillSignUp(page, email, name)
  const mail = await mailTo(page, email)
  await page.goto(linkOf(mail, '/verify'))
  await button(page, 'Confirm address').click()
  await expect(page).toHaveURL(/\/orgs/)
  return { email, name }
}

/** Signs up as far as the page that waits for the mail. */
export async function fillSignUp(page: Page, email: string, name = 'Pat Journey'): Promise<void> {
  await page.goto('/sign-up')
  await field(page, 'Name').fill(name)
  await field(page, 'Email').fill(email)
  await field(page, 'Password').fill(password)
  await button(page, 'Create account').click()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
}

/** An organization of the signed-in person’s own, created by the form of a page that is not opened. */
export async function createOrganization(
  page: Page,
  displayName = 'Journey',
): Promise<{ slug: string; displayName: string }> {
  const slug = newSlug()
  const path = '/orgs/new'
  const asked = await page.request.get(path)
  const multipart = new FormData()
  for (const [name, value] of hiddenFields(await asked.text(), 'slug')) multipart.append(name, value)
  multipart.append('name', displayName)
  multipart.append('slug', slug)
  const headers = { origin: new URL(asked.url()).origin }
  const answer = await page.request.post(path, { headers, multipart, maxRedirects: 0 })
  expect(answer.headers()['location'], `${slug} is created`).toMatch(new RegExp(`/o/${slug}/home$`))
  return { slug, displayName }
}

/** The link of a mail whose path begins so. */
export function linkOf(mail: LocalMail, path: string): string {
  const link = mail.links.find((candidate) => new URL(candidate).pathname.startsWith(path))
  if (link === undefined) throw new Error(`No link to ${path} in “${mail.subject}”.`)
  return new URL(link).pathname + new URL(link).search
}

/** With its few other characters escaped: text in ASCII alone is sent and parsed faster. */
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
).replaceAll(/[^\0-\x7F]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

declare global {
  interface Window {
    /** With what its own `getRules()` leaves out. */
    axe: typeof axe & { _audit: { rules: { id: string; impact: axe.ImpactValue }[] } }
  }
}

/** The theme changes colors alone: in the dark, only the rules about colors are read again. */
export const aboutColors = ['color-contrast', 'link-in-text-block']

type Look = (typeof looks)[number]

/** Of each page, widths.spec.ts reads the other two. */
const looks = [
  { name: 'desktop, light', width: 1280, theme: 'light' },
  { name: 'phone, dark', width: 320, theme: 'dark' },
]

/** Where the keyboard leaves an open list it is handed on at once; axe takes it for a place to stay. */
const focusGuard = '[data-base-ui-focus-guard]'

/** The page has no serious axe finding and no sideways scroll, on desktop in the light, and at 320 pixels in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  const before = page.viewportSize()
  await withoutTransitions(page, async () => {
    for (const look of looks) await expectAccessibleIn(page, look)
    if (before) await page.setViewportSize(before)
  })
}

async function expectAccessibleIn(page: Page, { name, width, theme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  await page.evaluate((wanted) => (document.documentElement.dataset['theme'] = wanted), theme)
  await page.waitForLoadState('networkidle')
  await page.evaluate(settle)
  // While a link leads to another page, there is none for a moment.
  await expect(page).toHaveTitle(/\S/)
  expect(await seriousFindings(page), name).toEqual([])
  // A list that is open finds its new place some frames after the window changed.
  await expect.poll(() => page.evaluate(tooWide), `${name}: sideways scroll`).toBeLessThanOrEqual(0)
}

/** Runs in the page: how many pixels it scrolls sideways. */
function tooWide(): number {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth
}

/**
 * In a page without frames axe is loaded once for all looks; AxeBuilder also reads frames, and takes three times as long. A
 * frame without scripts cannot be read.
 */
export async function seriousFindings(page: Page, rules: string[] = []): Promise<string[]> {
  const isWhole = (await page.locator('iframe:not([sandbox=""])').count()) === 0
  const { violations } = isWhole ? await runInPage(page, rules) : await runInFrames(page, rules)
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

function runInFrames(page: Page, rules: string[]): Promise<axe.AxeResults> {
  const chosen = rules.length > 0 ? { runOnly: rules } : {}
  return new AxeBuilder({ page })
    .exclude(focusGuard)
    .options({ resultTypes: ['violations'], ...chosen })
    .analyze()
}

/** `rules`: empty for all that have serious findings. A finding has the impact of its rule. */
async function runInPage(page: Page, rules: string[]): Promise<axe.AxeResults> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(run, { rules, focusGuard })

  function run({ rules, focusGuard }: { rules: string[]; focusGuard: string }) {
    const isSerious = (impact: axe.ImpactValue) => impact === 'serious' || impact === 'critical'
    const others = window.axe._audit.rules.filter(({ impact }) => !isSerious(impact))
    const chosen =
      rules.length > 0
        ? { runOnly: rules }
        : { rules: Object.fromEntries(others.map(({ id }) => [id, { enabled: false }])) }
    const options = { resultTypes: ['violations' as const], iframes: false, ...chosen }
    return window.axe.run({ exclude: [focusGuard] }, options)
  }
}

/** Runs in the page: until what moves and will end has come to rest, and what that began, five seconds at most. */
export async function settle(): Promise<void> {
  const end = performance.now() + 5000
  for (let quiet = 0; quiet < 2 && performance.now() < end;) {
    const moving = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      )
    quiet = moving.length === 0 ? quiet + 1 : 0
    await Promise.race([
      Promise.allSettled(moving.map(({ finished }) => finished)),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ])
    await new Promise(requestAnimationFrame)
  }
}
