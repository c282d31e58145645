import { expect, type Page } from '@playwright/test'
import { watchUrls } from './address-urls'
import { Enterprise, signInAt } from './enterprise'
import { copyLumenApplication, test } from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import {
  applicationNamed,
  arrival,
  authorizationUrl,
  claimsIn,
  comeBack,
  depart,
  redeem,
} from './relying-party'
import { expectAccessible } from './support'

let tenant: BrowserTenant
let enterprise: Enterprise

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  enterprise = await Enterprise.open(tenant)
})
test.afterAll(() => enterprise.close())

/** The address that the provider is told when this leads to it. */
async function hintTo(page: Page, leave: () => Promise<void>): Promise<string | null> {
  const asked = page.waitForRequest((request) =>
    request.url().startsWith(`${enterprise.provider.issuer}/auth?`),
  )
  await leave()
  return new URL((await asked).url()).searchParams.get('login_hint')
}

/** As a link of another site does: the browser does not say that it comes from one of our pages. */
async function openDirectly(page: Page, path: string): Promise<void> {
  await page.goto(path)
}

test('an application gets the organization in its tokens', async ({ page }) => {
  const { organization, domain } = await enterprise.organization({ joins: true })
  const own = await copyLumenApplication(tenant, 'web')
  enterprise.setUser({ email: `zoe@${domain}` })
  const application = await applicationNamed('web', own)
  const asked = await authorizationUrl(application, {
    organization: organization.id,
    audience: own.api.identifier,
  })
  await depart(page, asked)
  await page.getByRole('link', { name: 'Continue with Acme' }).click()
  const tokens = await redeem(application, asked, await arrival(page))
  expect(tokens.claims()).toMatchObject({ org_id: organization.id, email: `zoe@${domain}` })
  expect(claimsIn(tokens.access_token)).toMatchObject({ org_id: organization.id })
})

test('an address of the enterprise’s leads to its provider, button or not', async ({ page, browser }) => {
  const { organization, connection, domain } = await enterprise.organization({ joins: true, leads: true })
  await tenant.query(
    'UPDATE enabled_connections SET show_as_button = false WHERE tenant_id = $1 AND connection_id = $2 RETURNING connection_id',
    [connection.id],
  )
  await page.goto(`/o/${organization.slug}`)
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Continue with Acme' })).toHaveCount(0)

  const email = `lea@${domain}`
  const field = page.getByRole('textbox', { name: 'Email', exact: true })
  const urls = watchUrls(page, ({ origin }) => origin !== tenant.url)
  enterprise.setUser({ email })
  await page.goto('/sign-in')
  const passkey = page.getByRole('button', { name: /passkey/i })
  await expect(passkey).toBeVisible()
  await field.fill(email)
  await expect(page.getByText('People with your email domain sign in with Acme.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveCount(0)
  await expect(passkey).toHaveCount(0)
  await expect(page.getByText('or', { exact: true }).filter({ visible: true })).toHaveCount(1)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Sign in another way' }).click()
  await expect(page).toHaveURL(/here=1/)
  await expect(field).toHaveValue(email)

  await page.goto('/sign-in')
  await field.fill(email)
  const offered = page.getByRole('link', { name: 'Continue with Acme' })
  await expect(offered).toHaveAttribute('href', new RegExp(`^/sign-in/with/${connection.id}\\?organization=`))
  await field.fill('lea@elsewhere.test')
  await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toBeVisible()
  await field.fill(email)
  expect(await hintTo(page, () => offered.click())).toBe(email)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)

  const plainContext = await browser.newContext({ javaScriptEnabled: false })
  const plain = await plainContext.newPage()
  await plain.goto(`${tenant.url}/sign-in`)
  await plain.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await plain.getByRole('button', { name: 'Email me a link instead' }).click()
  await expect(plain.getByRole('heading', { name: 'Sign in to Harbour' })).toBeVisible()
  await page.context().clearCookies()
  await page.context().addCookies(await plainContext.cookies())
  await page.goto(plain.url())
  await expect(field).toHaveCount(0)
  await expectAccessible(page)
  expect(await hintTo(page, () => offered.click())).toBe(email)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  urls.expectWithout(email)

  await page.context().clearCookies()
  const other = await enterprise.organization({ joins: true })
  await page.goto('/sign-in')
  await field.fill(`lea@${other.domain}`)
  await expect(page.getByText('People with your email domain sign in at Harbour.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Continue to Harbour' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${other.organization.slug}[?]`))
  await expect(field).toHaveValue(`lea@${other.domain}`)
  const fromElsewhere = `/sign-in/with/${connection.id}?again=1`
  expect(await hintTo(page, () => openDirectly(page, fromElsewhere))).toBeNull()

  await page.context().clearCookies()
  await page.goto(`/o/${organization.slug}?connection=${connection.id}`)
  await page.getByRole('link', { name: 'Sign in another way' }).click()
  await expect(field).toBeVisible()
})

test('an application that asks for the organization first is led to its provider by an address', async ({
  page,
}) => {
  const { organization, domain } = await enterprise.organization({ joins: true, leads: true })
  const own = await copyLumenApplication(tenant, 'web_org_required')
  enterprise.setUser({ email: `lou@${domain}` })
  const application = await applicationNamed('web_org_required', own)
  const asked = await authorizationUrl(application)
  await depart(page, asked)
  await page.getByRole('textbox', { name: 'Organization' }).fill(`lou@${domain}`)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('link', { name: 'Continue with Acme' }).click()
  const tokens = await redeem(application, asked, await arrival(page))
  expect(tokens.claims()).toMatchObject({ org_id: organization.id, email: `lou@${domain}` })
})

test('another organization’s provider does not open an application there', async ({ page }) => {
  const here = await enterprise.organization({ joins: true })
  const there = await enterprise.organization()
  const own = await copyLumenApplication(tenant, 'web')
  const application = await applicationNamed('web', own)
  enterprise.setUser({ email: `ola@${here.domain}` })
  await signInAt(page, here.organization)
  await expect(page).toHaveURL(`${tenant.url}/o/${here.organization.slug}/home`)
  const [person] = await tenant.query<{ id: string }>(
    'SELECT id FROM users WHERE tenant_id = $1 AND email = $2',
    [`ola@${here.domain}`],
  )
  await tenant.addMember(there.organization, { id: person?.id ?? '', email: '', name: '' }, ['Member'])

  const silent = await authorizationUrl(application, { organization: there.organization.id, prompt: 'none' })
  expect((await comeBack(page, silent)).searchParams.get('error')).toBe('login_required')
  await depart(page, await authorizationUrl(application, { organization: there.organization.id }))
  await expect(page.getByText('requires another sign-in method')).toBeVisible()
  const waiting = new URL(page.url()).searchParams.get('return_to') ?? ''
  await page.goto(`/sign-in/with/${here.connection.id}?return_to=${encodeURIComponent(waiting)}`)
  await expect(page.getByText('requires another sign-in method')).toBeVisible()
})
