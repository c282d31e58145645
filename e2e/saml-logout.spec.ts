import { expect, type Browser, type Page } from '@playwright/test'
import { SamlProviderServer } from '../test/saml-provider-server'
import { createOrganizationWithDomain, test } from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { button } from './locators'
import { expectAccessible, newPage } from './support'

let tenant: BrowserTenant

test.beforeAll(({ ownTenant }) => {
  tenant = ownTenant
})

/** An organization whose owner connects the provider with a file, and anyone who signs in becomes a member. */
async function connect(browser: Browser, provider: SamlProviderServer, javaScriptEnabled = true) {
  const { organization, owner, slug } = await createOrganizationWithDomain(tenant)
  provider.user = {
    nameId: 'ada',
    attributes: { email: [`ada@${slug}.test`], upn: [`ada@${slug}.test`] },
  }
  const scripted = await tenant.open(browser, owner)
  const storageState = await scripted.context().storageState()
  const plain = { baseURL: tenant.url, javaScriptEnabled: false, storageState }
  const page = javaScriptEnabled ? scripted : await newPage(browser, plain)
  await page.goto(`/o/${slug}/sign-in-methods/new?provider=saml`)
  const entityId = await page.getByText(`${tenant.url}/saml/con_`).first().innerText()
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  const buffer = Buffer.from(`${provider.metadata()}${' '.repeat(javaScriptEnabled ? 150_000 : 0)}`)
  const file = { name: 'metadata.xml', mimeType: 'application/xml', buffer }
  await page.getByLabel('Metadata file').setInputFiles({ ...file, buffer: Buffer.from('hello') })
  await button(page, 'Check provider').click()
  await expect(page.getByText('This is not the metadata of a SAML provider.')).toBeVisible()
  await page.getByLabel('Metadata file').setInputFiles(file)
  await button(page, 'Check provider').click()
  await expect(page.getByText(`They can be signed out at ${provider.url}/slo.`)).toBeVisible()
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  const [id = ''] = /con_\w+/.exec(entityId) ?? []
  await tenant.write((tx) =>
    tx.enabledConnection.create({
      data: {
        organizationId: organization.id,
        connectionId: id,
        isEnabled: true,
        showAsButton: true,
        assignMembershipOnLogin: true,
      },
    }),
  )
  return { slug, page, entityId, id }
}

async function signIn(page: Page, slug: string): Promise<void> {
  await page.goto(`/o/${slug}`)
  await page.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(page).toHaveURL(`${tenant.url}/o/${slug}/home`)
}

async function signOut(page: Page): Promise<void> {
  await button(page, 'Sign out').click()
}

for (const binding of ['HTTP-Redirect', 'HTTP-POST'] as const)
  test(`people are signed out here and at their SAML provider, by ${binding}`, async ({ browser }) => {
    const provider = await SamlProviderServer.start()
    provider.binding = binding
    const { slug, page, entityId } = await connect(browser, provider)
    await expectAccessible(page)
    const member = await newPage(browser, { baseURL: tenant.url })
    await signIn(member, slug)

    // The provider signs out; a forger cannot.
    const forger = await SamlProviderServer.start()
    forger.user = provider.user
    const forged = forger.logoutUrl(entityId, { issuer: provider.issuer })
    for (const url of [
      forged,
      provider.logoutUrl(entityId).replace(/&Signature=.*/, ''),
      entityId.replace(/metadata$/, 'logout'),
    ]) {
      const refused = await member.goto(url)
      expect(refused?.status()).toBe(400)
      await expect(member.getByRole('heading', { name: 'We couldn’t sign you out' })).toBeVisible()
      await expectAccessible(member)
    }
    await member.goto(`/o/${slug}/home`)
    await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)
    const sent = provider.logoutUrl(entityId)
    await member.goto(sent)
    await expect(member.getByRole('heading', { name: 'Signed out at the provider' })).toBeVisible()
    expect(provider.received.at(-1)).toContain('status:Success')
    await member.goto(`/o/${slug}/home`)
    await expect(member).not.toHaveURL(`${tenant.url}/o/${slug}/home`)

    // The same message again changes nothing.
    await signIn(member, slug)
    expect((await member.goto(sent))?.status()).toBe(400)
    await member.goto(`/o/${slug}/home`)
    await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)

    // Signing out here stays here, unless the connection says so.
    await signOut(member)
    await expect(member).toHaveURL(`${tenant.url}/`)
    await page.getByRole('checkbox', { name: 'Sign out at the provider too' }).check()
    await button(page, 'Save changes').click()
    await expect(page.getByText('Harbour login is saved.')).toBeVisible()
    await signIn(member, slug)
    const before = provider.received.length
    await signOut(member)
    await expect(member).toHaveURL(`${tenant.url}/`)
    expect(provider.received).toHaveLength(before + 1)
    expect(provider.received.at(-1)).toContain('>ada</saml:NameID>')
    await member.goto(`/o/${slug}/home`)
    await expect(member).not.toHaveURL(`${tenant.url}/o/${slug}/home`)

    // Ours has ended whatever the provider answers.
    await signIn(member, slug)
    provider.logoutDeviation = { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }
    await signOut(member)
    await expect(member.getByRole('heading', { name: 'You’re signed out here' })).toBeVisible()
    await expectAccessible(member)
    provider.logoutDeviation = {}
    await signIn(member, slug)
    provider.logoutDeviation = { inResponseTo: '_other' }
    await signOut(member)
    await expect(member.getByRole('heading', { name: 'This sign-out is over' })).toBeVisible()

    // Attributes of one’s own choice, with the account that they would make.
    await page.getByRole('textbox', { name: 'Attribute: email' }).fill('upn')
    await button(page, 'Save attributes').click()
    await expect(page.getByText('The attributes of Harbour login are saved.')).toBeVisible()
    const opening = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Test connection' }).click()
    const popup = await opening
    await expect(popup.getByText(`ada@${slug}.test`).first()).toBeVisible()
    await expect(popup.getByRole('heading', { name: 'Resulting user' })).toBeVisible()
    await Promise.all([provider.stop(), forger.stop()])
  })

test('without JavaScript, a provider is connected with a file, and people sign in and out by its forms', async ({
  browser,
}) => {
  const provider = await SamlProviderServer.start()
  provider.binding = 'HTTP-POST'
  const { slug, id } = await connect(browser, provider, false)
  await tenant.write(async (tx) => {
    const where = { tenantId_id: { tenantId: tenant.id, id } }
    const { options } = await tx.connection.findUniqueOrThrow({ where })
    await tx.connection.update({ where, data: { options: { ...(options as object), signsOutThere: true } } })
  })
  const member = await newPage(browser, { baseURL: tenant.url, javaScriptEnabled: false })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await button(member, 'Continue').click()
  await button(member, 'Go back').click()
  await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)
  await member.goto('/account')
  await button(member, 'Sign out').first().click()
  await button(member, 'Continue').click()
  await button(member, 'Go back').click()
  await expect(member).toHaveURL(`${tenant.url}/`)
  expect(provider.received.at(-1)).toContain('LogoutRequest')
  await provider.stop()
})
