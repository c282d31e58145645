import { expect, test, type Page } from '@playwright/test'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createBrowserApplication, createGrant, documents } from '@/test/fixtures/applications'
import { createConsolePeople, type ConsolePeople } from './console/fixture'
import { token, Visitor, type OwnClient } from './oidc-caller'
import { freePort, QuickStart, settingsIn } from './quick-start'
import { claimsIn } from './relying-party'

test.describe.configure({ mode: 'default' })

let people: ConsolePeople
let page: Page
let start: QuickStart

test.beforeAll(async ({ baseURL, browser }) => {
  people = await createConsolePeople(baseURL ?? '')
  page = await people.visitor.open(browser, people.tenant.url)
})
test.afterAll(() => page.context().close())
test.beforeEach(() => {
  start = new QuickStart(page)
})
test.afterEach(() => {
  start.close()
})

async function shownSecret(): Promise<string> {
  const notice = page.getByRole('status').filter({ hasText: 'Copy the client secret now' })
  return notice.getByRole('code').innerText()
}

test('an application is created, and a user signs in with the code of its quick start', async () => {
  await page.goto('/console/applications')
  await page.getByRole('link', { name: 'Create application' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Pier portal')
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('heading', { name: 'Pier portal' })).toBeVisible()
  const secret = await shownSecret()
  await page.getByRole('button', { name: 'I have saved it' }).click()
  await expect(page.getByText('Copy the client secret now')).toBeHidden()
  const origin = `http://localhost:${await freePort()}`
  await page.getByRole('textbox', { name: 'Redirect URI' }).fill(`${origin}/api/auth/callback/auth0`)
  await page.getByRole('button', { name: 'Allow redirect URI' }).click()
  await expect(page.getByText('Redirect URI allowed.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Waiting for the first sign-in…')).toBeVisible()
  expect(await page.content()).not.toContain(secret)

  const settings = settingsIn(await start.text('.env.local'))
  expect(settings).toMatchObject({ NEXTAUTH_URL: origin, AUTH0_ISSUER: people.tenant.url })
  expect(await start.text('Start')).toBe(`npx next dev --port ${new URL(origin).port}`)
  await start.write('auth.js')
  const route = await start.write('app/api/auth/[...nextauth]/route.js')
  const serve = join(import.meta.dirname, 'serve-next-auth.ts')
  start.run(['--import', 'tsx', serve, route], { ...settings, AUTH0_CLIENT_SECRET: secret })
  await expect.poll(() => start.printed()).toContain('Ready')
  const other = await page.context().newPage()
  await other.goto(`${origin}/api/auth/signin`)
  await other.getByRole('button').click()
  await expect(other).toHaveURL(/localhost:\d+\/$/)
  await other.goto(`${origin}/api/auth/session`)
  await expect(other.locator('body')).toContainText(people.operator.email)
  await other.close()
  await expect(page.getByText(`Signed in as ${people.operator.email} just now`)).toBeVisible()

  await page.goto('/console/applications?q=pier%20p')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('link', { name: 'Pier portal' })).toBeVisible()
})

test('a command line signs in by its quick start', async () => {
  const { tenant, owner } = people
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
  const client = { appType: 'native', method: 'none', redirectUris: [redirectUri] } as const
  const { id } = await createBrowserApplication(tenant, client)
  await page.goto(`/console/applications/${id}`)
  await start.write('sign-in.mjs')
  start.run((await start.text('Start')).split(' ').slice(1))
  await expect.poll(() => start.printed()).toContain('Open')
  const url = new URL(/Open (\S+)/.exec(start.printed())?.[1] ?? '')
  const visitor = await Visitor.signedIn(tenant.url, owner.email)
  const { headers } = await visitor.send(url.pathname + url.search)
  expect((await fetch(new URL('/favicon.ico', redirectUri))).status).toBe(404)
  expect(await (await fetch(headers.location ?? '')).text()).toContain('You are signed in')
  expect(await start.ended()).toContain(owner.email)
})

test('a page signs in by the quick start of a single-page application', async () => {
  const appUrl = `http://localhost:${await freePort()}/`
  const client = { appType: 'spa', method: 'none', redirectUris: [appUrl] } as const
  const { id } = await createBrowserApplication(people.tenant, client)
  await page.goto(`/console/applications/${id}`)
  await start.write('index.html')
  // The line after the printed ones lets this test ask the SDK for another token.
  appendFileSync(await start.write('main.js'), '\nglobalThis.client = client')
  const [, tool, ...args] = (await start.text('Start')).split(' ')
  start.run([join(import.meta.dirname, `../node_modules/${tool}/bin/${tool}.js`), ...args], { NO_COLOR: '1' })
  await expect.poll(() => start.printed()).toContain(appUrl)
  const other = await page.context().newPage()
  await other.goto(appUrl)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByText(`Signed in as ${people.operator.email}`)).toBeVisible()
  const given = await other.evaluate('client.getTokenSilently()')
  const renewed = await other.evaluate("client.getTokenSilently({ cacheMode: 'off' })")
  expect(renewed).not.toBe(given)
  const claims = { azp: id, aud: documents }
  for (const accessToken of [given, renewed]) expect(claimsIn(String(accessToken))).toMatchObject(claims)
  await other.close()
})

test('the routes that the panels poll answer readers, and no one else', async () => {
  const { id } = await createBrowserApplication(people.tenant)
  const where = { tenantId: people.tenant.id, identifier: documents }
  const api = await people.tenant.write((tx) => tx.api.findFirstOrThrow({ where }))
  const application = `/console/applications/${id}`
  for (const path of [`${application}/last-sign-in`, `${application}/first-token`]) {
    expect(await people.readerVisitor.get(path)).toMatchObject({ status: 200, html: 'null' })
    expect((await people.ownerVisitor.get(path)).status).toBe(404)
  }
  expect((await people.readerVisitor.get(`/console/apis/${api.id}/first-token`)).status).toBe(200)
  expect((await people.ownerVisitor.get(`/console/apis/${api.id}/first-token`)).status).toBe(404)
})

test('a machine gets a token with the code of its quick start, and no request fails while its secret is rotated', async () => {
  const { tenant } = people
  const machine = await createBrowserApplication(tenant, {
    appType: 'non_interactive',
    grantTypes: ['client_credentials'],
  })
  await createGrant(tenant, machine, { scope: ['read:documents'] })
  await page.goto(`/console/applications/${machine.id}`)
  await expect(page.getByText('Waiting for the first token…')).toBeVisible()
  await start.write('token.mjs')
  start.run(['token.mjs'], { CLIENT_SECRET: machine.secret ?? '' })
  const accessToken = await start.ended()
  expect(claimsIn(accessToken)).toMatchObject({ sub: `${machine.id}@clients` })
  await expect(page.getByText('First token issued at')).toBeVisible()

  const form = { grant_type: 'client_credentials', audience: documents }
  const statusWith = async (client: OwnClient) => (await token(tenant.url, client, form)).status
  const seen = new Set<number>()
  const rotation = { isOver: false }
  const requests = (async () => {
    while (!rotation.isOver) seen.add(await statusWith(machine))
  })()
  await page.getByRole('link', { name: 'API access' }).click()
  await expect(page.getByRole('row').filter({ hasText: documents })).toContainText(/1 of \d/)
  await page.getByRole('link', { name: 'Credentials' }).click()
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('combobox', { name: 'The old secret works for' }).selectOption('1 hour more')
  await dialog.getByRole('button', { name: 'Rotate secret' }).click()
  const renewed = { ...machine, secret: await shownSecret() }
  const previous = page.getByRole('row').filter({ hasText: 'Previous' })
  await expect(previous.getByRole('time').filter({ hasText: /20\d\d/ })).toBeVisible()
  for (let count = 0; count < 5; count++) seen.add(await statusWith(renewed))
  seen.add(await statusWith(machine))
  rotation.isOver = true
  await requests
  expect([...seen]).toEqual([200])

  const ended = {
    where: { clientId: machine.id, expiresAt: { not: null } },
    data: { expiresAt: new Date(0) },
  }
  await tenant.write((tx) => tx.clientSecret.updateMany(ended))
  expect(await Promise.all([statusWith(machine), statusWith(renewed)])).toEqual([401, 200])
})

test('an API’s permission is opened to organizations, and removed from those who have it', async () => {
  const { tenant } = people
  await page.goto('/console/apis/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Invoices')
  await page.getByRole('textbox', { name: 'Identifier' }).fill('https://invoices.journey.test')
  await page.getByRole('button', { name: 'Create API' }).click()
  await page.getByRole('textbox', { name: 'Permission' }).fill('read:invoices')
  await page.getByRole('checkbox', { name: 'Open to organizations' }).check()
  await page.getByRole('button', { name: 'Add permission' }).click()
  await expect(page.getByRole('row', { name: 'read:invoices' })).toContainText('Open')
  const name = 'read:invoices'
  await tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.id, name: 'Invoices' } })
    const { id: roleId } = await tx.role.findFirstOrThrow({ where: { tenantId: tenant.id, name: 'Member' } })
    await tx.rolePermission.create({ data: { roleId, usableIn: '*', apiId, name } })
  })
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('link', { name: 'Member' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove permission' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('Lost by 1 role.')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('The API has no permissions yet.')).toBeVisible()
  const where = { tenantId: tenant.id, name }
  expect(await tenant.write((tx) => tx.rolePermission.count({ where }))).toBe(0)
})
