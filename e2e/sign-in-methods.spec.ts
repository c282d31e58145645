import { expect, test, type Page } from '@playwright/test'
import { newId } from '@/lib/ids'
import { DnsServer } from '../test/dns-server'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { ageSignIns, confirmSignIn } from './confirm-sign-in'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization, enterPassword, expectAccessible, linkOf, mailTo, startSession } from './support'

function row(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
}

async function manage(page: Page, name: string) {
  await page.getByRole('link', { name: `Manage ${name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function switchOff(page: Page) {
  await page.getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
}

test('an admin switches a method off and on, is warned who is cut off, and keeps the last one', async ({
  page,
}) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  await page.goto(`/o/${slug}/sign-in-methods`)
  await expect(row(page, 'Link by email').getByText('On', { exact: true })).toBeVisible()
  await expectAccessible(page)

  for (const name of ['Link by email', 'Passkey']) {
    await manage(page, name)
    await page.getByRole('button', { name: 'Disable' }).click()
    await expect(page.getByText('No one is signed in with it now.')).toBeVisible()
    await expect(page.getByText('Everyone has another sign-in method.')).toBeVisible()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
    await expect(row(page, name).getByText('Off', { exact: true })).toBeVisible()
  }

  await manage(page, 'Email and password')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText('1 member is locked out')).toBeVisible()
  await expect(dialog.getByText('You’re signed in with it yourself.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await expect(dialog.getByRole('alert')).toContainText('At least one sign-in method must stay enabled.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('link', { name: 'Sign-in methods' }).first().click()
  await ageSignIns(email)
  const enable = page.getByRole('button', { name: 'Enable Link by email' })
  await enable.click()
  await expect(page).toHaveURL(/[?&]again=1/)
  const link = new URL(page.url()).searchParams.get('return_to') ?? ''
  await page.goto(link)
  // Without a new sign-in the form waits for the button.
  await expect(enable).toBeFocused()
  await expect(row(page, 'Link by email').getByText('Off', { exact: true })).toBeVisible()
  await enable.click()
  await confirmSignIn(page, 'enable the sign-in method')
  await expect(page.getByText('Link by email is enabled.')).toBeVisible()
  await expect(row(page, 'Link by email').getByText('On', { exact: true })).toBeVisible()
  await manage(page, 'Link by email')
  await page.getByRole('button', { name: 'Disable' }).click()
  await ageSignIns(email)
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await confirmSignIn(page)
  await expect(dialog.getByText('You signed in again. Press “Disable”.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Disable' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row(page, 'Link by email').getByText('Off', { exact: true })).toBeVisible()
})

test('switching off the method that one came by asks for another at once, and the test of it says so', async ({
  page,
}) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  await page.goto(`/o/${slug}/sign-in-methods`)
  await manage(page, 'Link by email')
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Test this method' }).click(),
  ])
  await tab.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await tab.getByRole('button', { name: /link/i }).click()
  await tab.waitForURL(/\/sign-in\/code/)
  const mail = await mailTo(page, email, { template: 'sign_in' })
  await tab.goto(linkOf(mail, '/sign-in/link'))
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(tab.getByRole('status').filter({ hasText: 'It works: you signed in with' })).toBeVisible()
  await tab.close()

  await page.goto(`/o/${slug}/sign-in-methods`)
  await manage(page, 'Link by email')
  await switchOff(page)
  await expect(page).toHaveURL(new RegExp(`/o/${slug}\\?`))
  await expect(page.getByText('This organization requires another sign-in method.')).toBeVisible()
  await enterPassword(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in methods' })).toBeVisible()
  await expect(row(page, 'Link by email').getByText('Off', { exact: true })).toBeVisible()
})

test('how a method works here is said in plain words, and what makes no sense is refused', async ({
  page,
}) => {
  const { email } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  await page.goto(`/o/${slug}/sign-in-methods`)
  await manage(page, 'Email and password')
  const accounts = page.getByRole('checkbox', { name: 'Anyone can create an account here', exact: true })
  await accounts.check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('New accounts must become members')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Everyone who signs in becomes a member' }).check()
  await ageSignIns(email)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await confirmSignIn(page)
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Email and password is saved.')).toBeVisible()
  await page.reload()
  await expect(accounts).toBeChecked()
  await page.goto(`/o/${slug}/sign-in-methods`)
  await expect(row(page, 'Email and password')).toContainText('anyone can create an account')
})

test('a caller who may not assign the role of new members is not offered to let everyone join, and is refused', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const organization = await tenant.createOrganization()
  const dora = await tenant.createUser('Dora Doorkeeper')
  const names = ['read:organization_connections', 'update:organization_connections']
  const permissions = names.map((name) => ({ api: 'portal' as const, name }))
  await tenant.createRole('Doorkeeper', permissions, organization)
  await tenant.addMember(organization, dora, ['Doorkeeper'])
  const page = await tenant.open(browser, dora)
  await page.goto(`/o/${organization.slug}/sign-in-methods`)
  await manage(page, 'Email and password')
  const joins = page.getByRole('checkbox', { name: 'Everyone who signs in becomes a member' })
  await expect(joins).toBeDisabled()
  await expect(
    page.getByRole('checkbox', { name: 'Anyone can create an account here', exact: true }),
  ).toBeDisabled()
  await expectAccessible(page)
  await joins.evaluate((box) => box.removeAttribute('disabled'))
  await joins.check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('so you cannot change this.')).toBeVisible()
  await page.reload()
  await expect(joins).not.toBeChecked()
})

test('settings that only the tenant’s operators may change say so', async ({ browser, baseURL }) => {
  const tenant = await BrowserTenant.create(baseURL)
  const organization = await tenant.createOrganization()
  const olga = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, olga, ['Owner'])
  const page = await tenant.open(browser, olga)
  const words = { readonly: 'Only Own can change this.', limited: 'Only Own can disable this.' }
  for (const [level, sentence] of Object.entries(words)) {
    await tenant.query(
      `UPDATE enabled_connections e SET organization_access_level = $3 FROM connections c
       WHERE c.tenant_id = e.tenant_id AND c.id = e.connection_id AND c.strategy = 'password'
       AND e.tenant_id = $1 AND e.organization_id = $2 RETURNING e.connection_id`,
      [organization.id, level],
    )
    await page.goto(`/o/${organization.slug}/sign-in-methods`)
    await expect(row(page, 'Email and password')).toContainText(sentence)
    await expect(row(page, 'Link by email')).not.toContainText('Only')
    await manage(page, 'Email and password')
    await expect(page.getByText(sentence)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Disable' })).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(level === 'limited' ? 1 : 0)
    await expectAccessible(page)
  }
})

test('a viewer finds no such page', async ({ page }) => {
  await startSession(page, 'vic@acme.test')
  for (const path of ['/o/acme/sign-in-methods', '/o/acme/sign-in-methods/con_unknown']) {
    expect((await page.goto(path))?.status()).toBe(404)
  }
})

test('a method that is off here, or nowhere, has no page', async ({ page }) => {
  await startSession(page, 'ann@acme.test')
  expect((await page.goto('/o/acme/sign-in-methods/con_unknown'))?.status()).toBe(404)
})

test('a domain is verified by DNS, routes sign-ins here or not, and is removed', async ({ page }) => {
  const servers = process.env['DNS_SERVERS']
  if (servers === undefined)
    throw new Error('DNS_SERVERS says where the product asks; this test answers there.')
  const dns = await DnsServer.start(Number(servers.split(':').at(-1)))
  const domain = `d${newId('session').slice(4).toLowerCase()}.test`
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page)
  await page.goto(`/o/${slug}/sign-in-methods`)

  const field = page.getByRole('textbox', { name: 'Domain', exact: true })
  const add = page.getByRole('button', { name: 'Add domain' })
  await field.fill('gmail.com')
  await add.click()
  await expect(page.getByText('Anyone can get an address at this email provider.')).toBeVisible()
  await field.fill(domain.toUpperCase())
  await add.click()
  const item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: domain }) })
  await expect(item.getByText('Not verified yet')).toBeVisible()
  await expectAccessible(page)

  const check = page.getByRole('button', { name: `Check now: ${domain}` })
  await check.click()
  await expect(item.getByRole('alert')).toContainText('The record was not found yet.')
  const [, name = '', value = ''] = await item.getByRole('code').allTextContents()
  dns.says(name, `${value}x`)
  await check.click()
  await expect(item.getByRole('alert')).toContainText('A record was found, but its value is different.')
  dns.says(name, value)
  await check.click()
  await expect(item.getByText('Verified', { exact: true })).toBeVisible()
  await expect(item.getByText(`Sign-ins with @${domain} addresses are routed here.`)).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Stop routing sign-ins here' }).click()
  await expect(item.getByText(`Sign-ins with @${domain} addresses are not routed here.`)).toBeVisible()
  await page.getByRole('button', { name: `Remove ${domain}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(item).toHaveCount(0)
  await dns.stop()
})
