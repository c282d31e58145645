import { expect, test } from '@playwright/test'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { expectAccessible } from './support'

test('an operator opens an organization as support, acts in it as themself, and loses access when it ends', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL ?? '')
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const organization = await tenant.createOrganization('Pier')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const { id, slug } = organization
  const page = await tenant.open(browser, operator)
  const openAsSupport = page.getByRole('button', { name: 'Open as support' })
  const banner = page.getByRole('region', { name: 'Support access' })
  expect((await page.goto(`/o/${slug}/home`))?.status()).toBe(404)

  await page.goto(`/console/organizations/${id}`)
  await expect(page.getByText('No one has it open as support.')).toBeVisible()
  await page.getByRole('link', { name: 'Open as support' }).click()
  await openAsSupport.click()
  await expect(page.getByText('The reason cannot be empty.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Ticket 4711')
  await page.getByRole('combobox', { name: 'Time' }).selectOption('1 hour')
  await openAsSupport.click()
  await expect(page).toHaveURL(`${tenant.url}/o/${slug}/home`)
  await expect(banner).toContainText(/You opened Pier as support. Ends at \d\d:\d\d/)
  await expect(page.getByRole('button', { name: 'Invite people' })).toHaveCount(0)
  await page.setViewportSize({ width: 320, height: 640 })
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.goto(`/o/${slug}/settings`)
  await page.getByRole('textbox', { name: 'Organization name' }).fill('Pier Works')
  await page.getByRole('button', { name: 'Save changes' }).first().click()
  await expect(banner).toContainText('You opened Pier Works as support.')
  await page.getByRole('button', { name: 'Switch organization' }).click()
  await page.getByRole('menuitem', { name: 'Pier Works Support' }).click()
  await expect(page).toHaveURL(`${tenant.url}/o/${slug}/home`)
  const inside = await tenant.open(browser, owner)
  await inside.goto(`/o/${slug}/audit`)
  await expect(
    inside.getByText('Olu Operator opened the organization as support: “Ticket 4711”'),
  ).toBeVisible()
  await expect(inside.getByText('Olu Operator renamed the organization')).toBeVisible()
  await expect(inside.getByRole('region', { name: 'Support access' })).toHaveCount(0)

  await page.goto(`/console/organizations/${id}`)
  await expect(page.getByRole('list', { name: 'Open as support' })).toContainText('Ticket 4711')
  await page.getByRole('link', { name: 'Go to portal' }).click()
  await expect(banner).toBeVisible()
  const storageState = await page.context().storageState()
  const withoutScript = await browser.newContext({
    baseURL: tenant.url,
    storageState,
    javaScriptEnabled: false,
  })
  const plain = await withoutScript.newPage()
  await plain.goto(`/o/${slug}/members`)
  await plain.getByRole('button', { name: 'End support access' }).click()
  await expect(plain).toHaveURL(`${tenant.url}/console/organizations/${id}`)
  await expect(plain.getByText('No one has it open as support.')).toBeVisible()
  expect((await plain.goto(`/o/${slug}/members`))?.status()).toBe(404)

  await plain.goto(`/console/organizations/${id}/support/new`)
  await plain.getByRole('textbox', { name: 'Reason' }).fill('Ticket 4712')
  await plain.getByRole('button', { name: 'Open as support' }).click()
  await expect(plain.getByRole('button', { name: 'End support access' })).toBeVisible()
  await tenant.query(
    'UPDATE support_accesses SET ends_at = clock_timestamp() WHERE tenant_id = $1 RETURNING id',
  )
  expect((await plain.goto(`/o/${slug}/home`))?.status()).toBe(404)
})
