import { expect, type Page } from '@playwright/test'
import { Enterprise } from './enterprise'
import {
  addVerifiedDomain,
  clientSecret,
  copyLumenApplication,
  test,
} from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import { enableForEveryone } from './enable-for-everyone'
import { button } from './locators'
import { applicationNamed, authorizationUrl, comeBack } from './relying-party'
import { expectAccessible, newPage } from './support'

let tenant: BrowserTenant
let enterprise: Enterprise

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  enterprise = await Enterprise.open(tenant)
})
test.afterAll(() => enterprise.close())

async function createHarbour() {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  return { organization, owner }
}

async function openSetup(page: Page, { slug }: BrowserOrganization): Promise<string> {
  await page.goto(`/o/${slug}/sign-in-methods`)
  await page.getByRole('link', { name: 'Add identity provider' }).click()
  await page.getByRole('link', { name: 'Another OpenID Connect provider' }).click()
  const redirectUri = await page.getByText(`${tenant.url}/login/callback/con_`).innerText()
  enterprise.provider.admit(redirectUri)
  return redirectUri
}

function fillIn(page: Page) {
  return async (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)
}

/** As far as the page of the provider. */
async function addProvider(page: Page, organization: BrowserOrganization): Promise<void> {
  await openSetup(page, organization)
  const fill = fillIn(page)
  await fill('Display name', 'Harbour login')
  await fill('Issuer', enterprise.provider.issuer)
  await fill('Client ID', 'foyer')
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await button(page, 'Check provider').click()
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
}

test('an owner connects their identity provider, people sign in with it, and it is deleted', async ({
  browser,
}) => {
  const { organization, owner } = await createHarbour()
  const { slug } = organization
  const domain = `${slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const page = await tenant.open(browser, owner)
  const redirectUri = await openSetup(page, organization)
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByText(redirectUri)).toBeVisible()

  const fill = fillIn(page)
  const secret = page.getByLabel('Client secret', { exact: true })
  const check = button(page, 'Check provider')
  await fill('Display name', 'Harbour login')
  await check.click()
  await expect(page.getByText('Enter the issuer.')).toBeVisible()
  await fill('Client ID', 'foyer')
  await secret.fill(clientSecret)
  for (const [issuer, sentence] of [
    ['http://10.0.0.1', 'Issuer must be a public https URL.'],
    ['http://127.0.0.1:9', 'No OpenID Connect provider answered there.'],
    [enterprise.provider.issuer.replace('127.0.0.1', 'localhost'), 'The provider names another issuer.'],
  ] as const) {
    await fill('Issuer', issuer)
    await check.click()
    await expect(page.getByText(sentence)).toBeVisible()
    await expect(secret).toHaveValue(clientSecret)
  }
  await fill('Issuer', enterprise.provider.issuer)
  await check.click()
  await expect(page.getByText(`People sign in at ${enterprise.provider.issuer}/auth.`)).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  await expect(page.getByText(clientSecret)).toHaveCount(0)
  await expect(page.getByText(redirectUri)).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Enable it under Sign-in methods' }).click()
  await enableForEveryone(page)
  await page.getByRole('combobox', { name: 'Role of new members' }).selectOption({ label: 'Viewer' })
  await button(page, 'Save role').click()
  await expect(page.getByText('People who sign in with it become members as Viewer.')).toBeVisible()

  enterprise.setUser({ email: `ada@${domain}` })
  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)
  await member.goto('/orgs')
  await expect(member.getByRole('link', { name: 'Create organization' })).toHaveCount(0)

  await page.goto(`/o/${slug}/sign-in-methods`)
  await page.getByRole('link', { name: 'Set up Harbour login' }).click()
  await page.getByRole('textbox', { name: 'Display name', exact: true }).fill('Harbour staff')
  await button(page, 'Save changes').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour staff' })).toBeVisible()
  await page.getByLabel('New client secret').fill('a newer secret')
  await button(page, 'Replace secret').click()
  await expect(page.getByText('The new secret of Harbour staff is saved.')).toBeVisible()
  await fill('Issuer', enterprise.provider.issuer.replace('127.0.0.1', 'localhost'))
  await button(page, 'Save changes').click()
  await expect(page.getByText('The provider names another issuer.')).toBeVisible()

  await button(page, 'Delete identity provider').click()
  const question = page.getByRole('alertdialog', { name: 'Delete Harbour staff?' })
  await expect(question.getByText('1 member is signed in with it now')).toBeVisible()
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in methods' })).toBeVisible()
  await expect(page.getByText('Harbour staff', { exact: true })).toHaveCount(0)
  await member.goto(`/o/${slug}/home`)
  await expect(member).toHaveURL(/sign-in|\/o\/[^/]+\?/)
})

test('each provider has its own guide', async ({ browser }) => {
  const { organization, owner } = await createHarbour()
  const page = await tenant.open(browser, owner)
  const path = `/o/${organization.slug}/sign-in-methods/new`
  for (const [name, field, bad, sentence] of [
    ['Okta', 'Okta domain', 'acme okta', 'Issuer must be a complete URL'],
    ['Microsoft Entra ID', 'Directory (tenant) ID', 'common', 'A directory ID looks like'],
    [
      'Google Workspace',
      'Workspace domain',
      'gmail.com',
      'Anyone can get an address at this email provider.',
    ],
    ['Keycloak', 'Realm URL', 'login.example.com', 'Issuer must be a complete URL'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { name: `At ${name}` })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy redirect URI' })).toBeVisible()
    await expectAccessible(page)
    const fill = fillIn(page)
    await fill('Display name', 'Ours')
    await fill(field, bad)
    await fill('Client ID', 'foyer')
    await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
    await button(page, 'Check provider').click()
    await expect(page.getByText(sentence)).toBeVisible()
  }
})

test('it is no one else’s: other organizations, members without the permission, the tenant’s page', async ({
  browser,
}) => {
  const { organization, owner } = await createHarbour()
  await addProvider(await tenant.open(browser, owner), organization)
  const found = await tenant.query<{ id: string }>(
    'SELECT id FROM connections WHERE tenant_id = $1 AND organization_id = $2',
    [organization.id],
  )
  const id = found[0]?.id ?? ''
  const other = await createHarbour()
  const otherOwner = await tenant.open(browser, other.owner)
  const here = `/o/${other.organization.slug}/sign-in-methods`
  await otherOwner.goto(here)
  await expect(otherOwner.getByText('Harbour login')).toHaveCount(0)
  for (const path of [
    `${here}/${id}`,
    `${here}/providers/${id}`,
    `/o/${organization.slug}/sign-in-methods/providers/${id}`,
  ])
    expect((await otherOwner.goto(path))?.status(), path).toBe(404)
  const viewer = await tenant.createUser('Vera Viewer')
  await tenant.addMember(organization, viewer, ['Viewer'])
  const reader = await tenant.open(browser, viewer)
  for (const path of ['new', `providers/${id}`])
    expect((await reader.goto(`/o/${organization.slug}/sign-in-methods/${path}`))?.status(), path).toBe(404)
  const visitor = await newPage(browser, { baseURL: tenant.url })
  await visitor.goto('/sign-in')
  await expect(visitor.getByText('Harbour login')).toHaveCount(0)
  for (const query of ['', `?organization=${other.organization.slug}`]) {
    await visitor.goto(`/sign-in/with/${id}${query}`)
    await expect(visitor).toHaveURL(/\/sign-in\/with\/failed\?reason=not_enabled/)
  }
})

test('a sign-in with it is refused to an application that names no organization', async ({ browser }) => {
  const { organization, owner } = await createHarbour()
  const page = await tenant.open(browser, owner)
  await addProvider(page, organization)
  await page.goto(`/o/${organization.slug}/sign-in-methods`)
  await button(page, 'Enable Harbour login').click()
  await expect(page.getByText('Harbour login is enabled.')).toBeVisible()
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  await tenant.write((tx) =>
    tx.enabledConnection.updateMany({
      where: { organizationId: organization.id },
      data: { assignMembershipOnLogin: true },
    }),
  )
  await tenant.write((tx) => tx.role.updateMany({ where: { name: 'Member' }, data: { joins: true } }))
  enterprise.setUser({ email: `ida@${domain}` })
  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${organization.slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  const application = await applicationNamed('web', await copyLumenApplication(tenant, 'web'))
  const answered = async (given: Record<string, string>) => {
    const back = await comeBack(member, await authorizationUrl(application, { ...given, prompt: 'none' }))
    return back.searchParams.get('error') ?? 'code'
  }
  expect(await answered({ organization: organization.id })).toBe('code')
  expect(await answered({})).toBe('login_required')
})
