import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { expectAccessible } from './support'

test('the logs show a failed sign-in and an invitation as they happen, and link to the user and the organization', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const owner = await tenant.createUser('Olga Owner')
  const organization = await tenant.createOrganization('Harbour')
  await tenant.addMember(organization, owner, ['Owner'])
  const page = await tenant.open(browser, operator)
  await page.goto('/console/logs')
  const live = page.getByRole('switch', { name: 'Live' })
  await live.click()
  await expect(live).toBeChecked()

  const theirs = await (await browser.newContext({ baseURL: tenant.url })).newPage()
  await theirs.goto(`/o/${organization.slug}`)
  await theirs.getByRole('textbox', { name: 'Email' }).fill(owner.email)
  await theirs.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  const failed = page.getByRole('row').filter({ hasText: 'Olga Owner failed to sign in with a password' })
  await expect(failed).toContainText('Harbour')

  await theirs.getByRole('textbox', { name: 'Password' }).fill('open-the-front-door')
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(theirs).toHaveURL(/\/home/)
  await theirs.goto(`/o/${organization.slug}/invitations`)
  await theirs.getByRole('button', { name: 'Invite people' }).click()
  await theirs.getByRole('textbox', { name: 'Email addresses' }).fill('ines.invitee@journey.test')
  await theirs.getByRole('button', { name: /^Send/ }).click()
  const invited = page.getByRole('row').filter({ hasText: 'Olga Owner invited ines.invitee@journey.test' })
  await expect(invited).toBeVisible()
  await live.click()
  await expectAccessible(page)

  await page.getByRole('combobox', { name: 'Events' }).selectOption({ label: 'Sign-ins: all' })
  await expect(invited).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Target' }).fill(owner.email)
  await page.getByRole('searchbox', { name: 'Organization' }).fill(organization.slug)
  await expect(page).toHaveURL(/target=.*organization=/)
  await expect(page.getByRole('row')).toHaveCount(2)
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  const csv = await readFile(await (await started).path(), 'utf8')
  expect(csv).toContain(`${owner.email},failed to sign in with a password`)
  expect(csv).toContain(organization.id)
  expect(csv).not.toContain('ines.invitee')

  await failed.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Olga Owner failed to sign in with a password',
  )
  await expect(page.getByText('session.failed', { exact: true })).toBeVisible()
  const people = page.getByRole('main').getByRole('link', { name: 'Olga Owner' })
  await expect(people).toHaveAttribute('href', `/console/users/${encodeURIComponent(owner.id)}`)
  await expect(page.getByRole('link', { name: 'Harbour' })).toHaveAttribute(
    'href',
    `/console/organizations/${organization.id}`,
  )
  await page.getByRole('link', { name: 'Events about this target' }).click()
  await expect(page).toHaveURL(/target=/)
  await expect(failed).toBeVisible()
})
