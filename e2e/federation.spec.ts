import { expect } from '@playwright/test'
import { Github } from '../test/github'
import { Enterprise, signInAt } from './enterprise'
import { enableConnection, failuresOf, createConnection, test } from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import { enterPassword, expectAccessible, mailTo, newAddress } from './support'

let tenant: BrowserTenant
let enterprise: Enterprise

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  enterprise = await Enterprise.open(tenant)
})
test.afterAll(() => enterprise.close())

/** A user with an account, whose address is of this domain. */
async function personAt(domain: string) {
  const person = await tenant.createUser('Kim')
  const email = `kim@${domain}`
  await tenant.query(
    'UPDATE users SET email = $3, email_folded = $3 WHERE tenant_id = $1 AND id = $2 RETURNING id',
    [person.id, email],
  )
  return { ...person, email }
}

test('an employee of the enterprise signs in at its page', async ({ page }) => {
  const { organization, domain } = await enterprise.organization({ joins: true })
  enterprise.setUser({ email: `ada@${domain}` })
  await page.goto(`/o/${organization.slug}`)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Continue with Acme' }).click()
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  await page.goto('/account')
  await expect(page.getByText(`ada@${domain}`).first()).toBeVisible()
})

test('without JavaScript as well', async ({ browser }) => {
  const { organization, domain } = await enterprise.organization({ joins: true })
  enterprise.setUser({ email: `nora@${domain}` })
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: tenant.url })
  const page = await context.newPage()
  await signInAt(page, organization)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  await context.close()
})

test('a user with an account signs in to it once, and by the provider alone from then on', async ({
  page,
}) => {
  const { organization, connection, domain } = await enterprise.organization()
  const person = await personAt(domain)
  await tenant.addMember(organization, person, ['Member'])
  enterprise.setUser({ email: person.email })
  await signInAt(page, organization)
  await expect(page.getByRole('heading', { name: 'You already have an account' })).toBeVisible()
  await expect(page.getByText(person.email)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Sign in to link it' }).click()
  await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toHaveValue(person.email)
  await enterPassword(page)
  await page.getByRole('button', { name: 'Link Acme to your account' }).click()
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  await page.context().clearCookies()
  await signInAt(page, organization)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  expect(await failuresOf(tenant, connection)).toEqual([])
})

test('a user whose browser is signed in to another account signs out first', async ({ browser }) => {
  const { organization, domain } = await enterprise.organization()
  const person = await personAt(domain)
  const other = await tenant.createUser('Other')
  enterprise.setUser({ email: person.email })
  const page = await tenant.open(browser, other)
  await page.goto(await hrefAt(organization))
  await page.getByRole('button', { name: `Sign out and sign in as ${person.email}` }).click()
  await enterPassword(page)
  await expect(page.getByRole('button', { name: 'Link Acme to your account' })).toBeVisible()
  await page.context().close()
})

test('an address that the provider has not verified is verified by a code', async ({ page }) => {
  const organization = await tenant.createOrganization('Harbour')
  const connection = await enterprise.connect()
  await enableConnection(tenant, { organization, connection }, { joins: true })
  const email = newAddress('mia')
  enterprise.setUser({ email, name: 'Mia Lund' })
  await signInAt(page, organization)
  await expect(page.getByRole('heading', { name: 'Confirm your address' })).toBeVisible()
  await expectAccessible(page)
  const mail = await mailTo(page, email, { template: 'connection_code' })
  const code = /\b\d{6}\b/.exec(mail.text)?.[0] ?? ''
  await page.getByRole('textbox', { name: 'Code' }).fill(code === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByText('This code is not valid.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
})

for (const { strategy, domain, said } of [
  { strategy: 'google-oauth2', domain: 'gmail.com', said: {} },
  { strategy: 'windowslive', domain: 'journey.test', said: { xms_edov: true } },
] as const) {
  test(`at the tenant’s own page a default connection makes an account (${strategy})`, async ({ page }) => {
    const connection = await enterprise.connect({ strategy, displayName: strategy, isDefault: true })
    const email = `${newAddress('gil').split('@')[0] ?? ''}@${domain}`
    enterprise.setUser({ email, ...said })
    await page.goto(`/sign-in/with/${connection.id}`)
    await expect(page).toHaveURL(`${tenant.url}/orgs`)
  })
}

test('GitHub alone does not verify the address: an emailed code does, and GitHub is enough from then on', async ({
  page,
}) => {
  const github = await Github.start()
  const email = newAddress('gus')
  const emails = [{ email, primary: true, verified: true }]
  github.user = { id: 583231, login: 'gus', name: null, emails }
  const { id } = await createConnection(tenant, {
    strategy: 'github',
    displayName: 'GitHub',
    isDefault: true,
    options: github.options,
  })
  await page.goto(`/sign-in/with/${id}`)
  await expect(page.getByText('GitHub says that your address is')).toBeVisible()
  const mail = await mailTo(page, email, { template: 'connection_code' })
  await page.getByRole('textbox', { name: 'Code' }).fill(/\b\d{6}\b/.exec(mail.text)?.[0] ?? '')
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page).toHaveURL(`${tenant.url}/orgs`)
  await page.context().clearCookies()
  await page.goto(`/sign-in/with/${id}`)
  await expect(page).toHaveURL(`${tenant.url}/orgs`)
  await github.stop()
})

test('another organization’s provider does not count', async ({ page }) => {
  const here = await enterprise.organization({ joins: true })
  const there = await enterprise.organization({ joins: true })
  enterprise.setUser({ email: `pat@${here.domain}` })
  await signInAt(page, here.organization)
  await expect(page).toHaveURL(`${tenant.url}/o/${here.organization.slug}/home`)
  const [person] = await tenant.query<{ id: string }>(
    'SELECT id FROM users WHERE tenant_id = $1 AND email = $2',
    [`pat@${here.domain}`],
  )
  await tenant.addMember(there.organization, { id: person?.id ?? '', email: '', name: '' }, ['Member'])
  await page.goto(`/o/${there.organization.slug}/home`)
  await expect(page.getByText('requires another sign-in method')).toBeVisible()
  await page.goto(`/sign-in/with/${here.connection.id}?organization=${there.organization.slug}`)
  await expect(page.getByText('This sign-in method is not available here.')).toBeVisible()
  await page.goto(`/o/${there.organization.slug}/home`)
  await expect(page.getByText('requires another sign-in method')).toBeVisible()
})

test('a person who is blocked is told so, and the organization is told why', async ({ page }) => {
  const { organization, connection, domain } = await enterprise.organization({ joins: true })
  enterprise.setUser({ email: `bo@${domain}` })
  await signInAt(page, organization)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  await page.context().clearCookies()
  await tenant.query('UPDATE users SET blocked = true WHERE tenant_id = $1 AND email = $2 RETURNING id', [
    `bo@${domain}`,
  ])
  await signInAt(page, organization)
  await expect(page.getByRole('heading', { name: 'We couldn’t sign you in' })).toBeVisible()
  await expect(page.getByText('This account is blocked.')).toBeVisible()
  await expectAccessible(page)
  expect(await failuresOf(tenant, connection)).toEqual(['blocked'])
})

/** The button’s address, for a browser that is signed in already. */
async function hrefAt(organization: BrowserOrganization): Promise<string> {
  const [row] = await tenant.query<{ id: string }>(
    `SELECT e.connection_id AS id FROM enabled_connections e
     JOIN connections c ON c.tenant_id = e.tenant_id AND c.id = e.connection_id AND c.strategy = 'oidc'
     WHERE e.tenant_id = $1 AND e.organization_id = $2`,
    [organization.id],
  )
  return `/sign-in/with/${row?.id ?? ''}?organization=${organization.slug}`
}
