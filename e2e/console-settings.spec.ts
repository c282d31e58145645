import { expect, test } from '@playwright/test'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose'
import { startFakeResend } from '@/test/fake-resend'
import { createApplication, createGrant } from '@/test/fixtures/builders'
import { createConsolePeople } from './console/fixture'
import { button } from './locators'
import { call, token } from './oidc-caller'
import { review } from './role-steps'
import { mailTo } from './support'

test('inheritance is turned on and off after a review of its effect, and applies to the next request; leaked passwords are refused', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor } = await createConsolePeople(baseURL ?? '')
  const organization = await tenant.createOrganization()
  const member = await tenant.createUser('Mia Member')
  await tenant.addMember(organization, member, ['Member'])
  await tenant.addPermission(member, { api: 'portal', name: 'read:organization_logs' })
  const memberPage = await tenant.open(browser, member)
  const statusOfAudit = async () => (await memberPage.goto(`/o/${organization.slug}/audit`))?.status()
  expect(await statusOfAudit()).toBe(404)

  const page = await visitor.open(browser, tenant.url)
  await page.goto('/console/settings')
  const inherit = page.getByRole('checkbox', { name: /^Apply tenant-level roles/ })
  await inherit.check()
  await button(page, 'Review changes').click()
  await expect(review(page)).toContainText('1 permission for Mia Member in 1 organization')
  await expect(review(page)).toContainText('Olu Operator can enter every organization')
  expect(await statusOfAudit()).toBe(404)
  await button(page, 'Save changes').last().click()
  await expect(page.getByText('Inheritance is on.')).toBeVisible()
  expect(await statusOfAudit()).toBe(200)

  await page.reload()
  await inherit.uncheck()
  await button(page, 'Review changes').click()
  await expect(review(page)).toContainText('1 user loses permissions in 1 organization')
  await button(page, 'Save changes').last().click()
  await expect(page.getByText('Inheritance is off.')).toBeVisible()
  expect(await statusOfAudit()).toBe(404)

  const refusesLeaked = page.getByRole('checkbox', { name: /^Refuse leaked passwords/ })
  await expect(refusesLeaked).not.toBeChecked()
  await refusesLeaked.check()
  await button(page, 'Save changes').first().click()
  await expect(page.getByText('Settings saved.')).toBeVisible()
  await page.reload()
  await expect(refusesLeaked).toBeChecked()
})

test('a signing key is rotated while its tokens still verify, and is revoked', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor, operator } = await createConsolePeople(baseURL ?? '')
  const client = await tenant.write(async (tx) => {
    const api = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.id, isPortal: false } })
    const made = await createApplication(tx, { grantTypes: ['client_credentials'] })
    await createGrant(tx, { clientId: made.id, apiId: api.id, scope: ['read:documents'] })
    return { ...made, audience: api.identifier }
  })
  const issue = async () => {
    const { json } = await token(tenant.url, client, {
      grant_type: 'client_credentials',
      audience: client.audience,
    })
    return String(json['access_token'])
  }
  const verify = async (jwt: string) => {
    const { text } = await call(tenant.url, '/.well-known/jwks.json')
    return jwtVerify(jwt, createLocalJWKSet(JSON.parse(text) as JSONWebKeySet)).then(
      () => 'verified',
      (error: unknown) => (error as Error).name,
    )
  }
  const old = await issue()
  const { kid = '' } = decodeProtectedHeader(old)
  const page = await visitor.open(browser, tenant.url)
  await page.goto('/console/settings/signing-keys')
  const row = page.getByRole('row').filter({ hasText: kid })
  await expect(row).toContainText('Active')

  await button(page, 'Rotate key').click()
  await button(page, 'Rotate').click()
  await expect(page.getByText('The next key was published a few minutes ago')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Rotate even if the next key is new' }).check()
  await button(page, 'Rotate').click()
  await expect(row).toContainText('Retired')

  await page.goto('/console/settings/email')
  await button(page, 'Send me a test email').click()
  const mail = await mailTo(page, operator.email, { template: 'sender_test' })
  expect(mail.subject).toBe('Test email from Own')
  await page.goto('/console/settings/sessions')
  await page.getByRole('spinbutton', { name: 'Idle timeout in minutes' }).fill('20000')
  await button(page, 'Save changes').click()
  await expect(page.getByText('The idle timeout of a session cannot be longer')).toBeVisible()
  await page.goto('/console/settings/branding')
  await page.getByRole('textbox', { name: 'Primary color' }).first().fill('#aa3300')
  await button(page, 'Save changes').click()
  await expect(page.getByText('Branding saved.')).toBeVisible()

  // A process looks for new keys every 20 seconds.
  const newKid = async () => decodeProtectedHeader(await issue()).kid
  await expect.poll(newKid, { timeout: 60_000 }).not.toBe(kid)
  expect(await verify(old)).toBe('verified')
  expect(await verify(await issue())).toBe('verified')
  await page.goto('/console/settings/signing-keys')
  await expect(page.locator('head > meta[name="theme-color"]')).toHaveAttribute('content', '#aa3300')
  await row.getByRole('button', { name: 'Revoke' }).click()
  await button(page, 'Revoke key').click()
  await expect(row).toContainText('Revoked')
})

test('a tenant’s own sender is set, its refusal explained, its test email sent, and its key removed', async ({
  browser,
  baseURL,
}) => {
  const resend = await startFakeResend(Number(new URL(process.env['RESEND_BASE_URL'] ?? '').port))
  const { tenant, visitor, operator } = await createConsolePeople(baseURL ?? '')
  const page = await visitor.open(browser, tenant.url)
  await page.goto('/console/settings/email')
  const address = page.getByRole('textbox', { name: 'From address' })
  const key = page.getByLabel('Resend API key')
  const save = button(page, 'Save changes')
  const test = button(page, 'Send me a test email')
  await address.fill('Bank <hello@mail.own.test>')
  await key.fill('re_own_journey')
  await save.click()
  await expect(page.getByText('Enter only the address')).toBeVisible()
  await address.fill('hello@mail.own.test')
  await key.fill('')
  await save.click()
  await expect(page.getByText('needs an API key of your own account at Resend.')).toBeVisible()
  await key.fill('re_own_journey')
  await save.click()
  await expect(page.getByText('…rney')).toBeVisible()
  expect(await page.content()).not.toContain('re_own_journey')

  resend.knowOnly({ re_own_journey: [] })
  await test.click()
  await expect(page.getByText('Resend does not know the domain mail.own.test')).toBeVisible()
  resend.knowOnly({ re_own_journey: ['mail.own.test'] })
  await test.click()
  await expect(page.getByText('The last test email was sent')).toBeVisible()
  expect(resend.deliveries()).toMatchObject([
    { to: operator.email, from: '"Own" <hello@mail.own.test>', apiKey: 're_own_journey' },
  ])

  await button(page, 'Remove API key').click()
  await button(page, 'Remove').click()
  await expect(page.getByText('Nothing: emails stay in the local mailbox')).toBeVisible()
  await resend.close()
})

test('a tenant role is created, changed after a review, given, and deleted', async ({ browser, baseURL }) => {
  const { tenant, visitor, reader } = await createConsolePeople(baseURL ?? '')
  const page = await visitor.open(browser, tenant.url)
  const viewUsers = page.getByRole('checkbox', { name: 'View users', exact: true })
  await page.goto('/console/roles')
  await expect(page.getByRole('columnheader', { name: /Everyone/ })).toContainText('All verified users')
  await page.getByRole('link', { name: 'Create role' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour pilot')
  await viewUsers.check()
  await button(page, 'Create role').click()
  await expect(page.getByRole('heading', { level: 1, name: /Harbour pilot/ })).toBeVisible()

  await page.getByRole('textbox', { name: 'Email', exact: true }).fill('nobody@journey.test')
  await button(page, 'Give role').click()
  await expect(page.getByText('No user has this address.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Email', exact: true }).fill(reader.email)
  await button(page, 'Give role').click()
  const users = page.getByRole('list', { name: 'Users with this role' })
  await expect(users).toContainText(reader.email)

  await viewUsers.uncheck()
  await page.getByRole('checkbox', { name: 'Assignable' }).check()
  await button(page, 'Review changes').click()
  await expect(review(page)).toContainText('Removes: See users')
  await expect(review(page)).toContainText('organizations can assign it to their members')
  await expect(review(page)).toContainText(`1 user has this role at tenant level: ${reader.name}.`)
  await button(page, 'Save changes').click()
  await expect(page.getByText('Harbour pilot is saved.')).toBeVisible()

  await button(page, 'Delete role').click()
  await expect(page.getByRole('alertdialog')).toContainText('1 user at tenant level loses its permissions')
  await button(page, 'Delete').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: /Harbour pilot/ })).toHaveCount(0)
})
