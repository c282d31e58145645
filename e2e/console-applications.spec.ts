import { expect, test, type Page } from '@playwright/test'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createBrowserApplication, createGrant, documents } from '@/test/fixtures/applications'
import { createConsolePeople, type ConsolePeople } from './console/fixture'
import { redeeming, token, Visitor, type OwnClient } from './oidc-caller'
import { claimsIn } from './relying-party'

test.describe.configure({ mode: 'default' })

const run = promisify(execFile)
let people: ConsolePeople
let page: Page

test.beforeAll(async ({ baseURL, browser }) => {
  people = await createConsolePeople(baseURL ?? '')
  page = await people.visitor.open(browser, people.tenant.url)
})
test.afterAll(() => page.context().close())

/** The code under this title. */
function snippet(title: string): Promise<string> {
  return page.getByRole('figure', { name: title, exact: true }).locator('code').innerText()
}

async function shownSecret(): Promise<string> {
  const notice = page.getByRole('status').filter({ hasText: 'Copy the client secret now' })
  return notice.getByRole('code').innerText()
}

test('an application is made and signed in with by following its own quick start', async () => {
  const { tenant, owner, ownOrganization } = people
  await page.goto('/console/applications')
  await page.getByRole('link', { name: 'Create application' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Pier portal')
  await page.getByRole('button', { name: 'Create application' }).click()
  await expect(page.getByRole('heading', { name: 'Pier portal' })).toBeVisible()
  const secret = await shownSecret()
  await page.getByRole('button', { name: 'I have saved it' }).click()
  await expect(page.getByText('Copy the client secret now')).toBeHidden()
  await page.getByRole('button', { name: 'Allow redirect URI' }).click()
  await expect(page.getByText('Redirect URI allowed.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Waiting for the first sign-in…')).toBeVisible()
  expect(await page.content()).not.toContain(secret)

  const settings = new Map(
    (await snippet('.env.local')).split('\n').map((line): [string, string] => {
      const [name = '', ...value] = line.split('=')
      return [name, value.join('=')]
    }),
  )
  expect(settings.get('FOYER_ISSUER')).toBe(`${tenant.url}/`)
  const client: OwnClient = { id: settings.get('FOYER_CLIENT_ID') ?? '', secret }
  const redirect_uri = `${settings.get('NEXTAUTH_URL')}/api/auth/callback/foyer`
  const visitor = await Visitor.signedIn(tenant.url, owner.email)
  const audience = settings.get('FOYER_AUDIENCE')
  const sent = await visitor.authorize(client, { redirect_uri, audience, organization: ownOrganization.id })
  const { json } = await token(tenant.url, client, { ...redeeming(sent), redirect_uri })
  expect(claimsIn(String(json['access_token']))).toMatchObject({ aud: audience, org_id: ownOrganization.id })
  await expect(page.getByText(`Signed in as ${owner.email} just now`)).toBeVisible()

  await page.goto('/console/applications?q=pier%20p')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('link', { name: 'Pier portal' })).toBeVisible()
})

test('the panel of the quick start answers readers with the person, and no one else', async () => {
  const { id } = await createBrowserApplication(people.tenant)
  const path = `/console/applications/${id}/last-sign-in`
  expect(await people.readerVisitor.get(path)).toMatchObject({ status: 200, html: 'null' })
  expect((await people.ownerVisitor.get(path)).status).toBe(404)
})

test('a machine gets a token by its quick start, and its secret is rotated with no failed request', async () => {
  const { tenant } = people
  const machine = await createBrowserApplication(tenant, {
    appType: 'non_interactive',
    grantTypes: ['client_credentials'],
  })
  await createGrant(tenant, machine, { scope: ['read:documents'] })
  await page.goto(`/console/applications/${machine.id}`)
  expect(claimsIn(await runSnippet('token.mjs', machine))).toMatchObject({ sub: `${machine.id}@clients` })

  const form = { grant_type: 'client_credentials', audience: documents }
  const statusWith = async (client: OwnClient) => (await token(tenant.url, client, form)).status
  const seen = new Set<number>()
  const rotation = { isOver: false }
  const requests = (async () => {
    while (!rotation.isOver) seen.add(await statusWith(machine))
  })()
  await page.goto(`/console/applications/${machine.id}/credentials`)
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('combobox', { name: 'The old secret works for' }).selectOption('1 hour more')
  await dialog.getByRole('button', { name: 'Rotate secret' }).click()
  const renewed = { ...machine, secret: await shownSecret() }
  await expect(page.getByRole('cell', { name: 'Previous' })).toBeVisible()
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
  expect([await statusWith(machine), await statusWith(renewed)]).toEqual([401, 200])
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

async function runSnippet(title: string, { secret = '' }: OwnClient): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quick-start-'))
  try {
    await writeFile(join(folder, title), await snippet(title))
    const names = ['--import', join(import.meta.dirname, 'loopback-names.mjs')]
    const { stdout } = await run(process.execPath, [...names, join(folder, title)], {
      env: { ...process.env, CLIENT_SECRET: secret },
    })
    return stdout.trim()
  } finally {
    await rm(folder, { recursive: true })
  }
}
