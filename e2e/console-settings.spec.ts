import { expect, test } from '@playwright/test'
import { createConsolePeople } from './console/fixture'
import { button, review } from './role-steps'

test('inheritance is switched with its effect counted first, and applies on the next request', async ({
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
})
