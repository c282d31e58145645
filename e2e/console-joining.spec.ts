import { expect, test } from '@playwright/test'
import { createConsolePeople } from './console/fixture'
import { createJoinRequest } from './joining-rows'
import { button } from './locators'
import { expectAccessible, mailTo } from './support'

test('an operator makes an organization’s join link, a person joins with it, and a reader only sees it', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor, readerVisitor } = await createConsolePeople(baseURL ?? '')
  const { id, slug } = await tenant.createOrganization('Quay')
  const page = await visitor.open(browser, tenant.url)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const path = `/console/organizations/${id}/invitations`
  await page.goto(path)
  await page.getByRole('link', { name: 'Create a join link' }).click()
  await expect(page).toHaveURL(new RegExp(`${path}/join-link$`))
  await expectAccessible(page)
  await button(page, 'Create join link').click()
  await expect(page.getByText('Join link created.').first()).toBeVisible()
  await button(page, 'Copy link').click()
  await expect(page.getByText('Link copied.').first()).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  const guest = await tenant.createUser('Gia Guest')
  const theirs = await tenant.open(browser, guest)
  await theirs.goto(link)
  await theirs.getByRole('button', { name: /^Join/ }).click()
  await expect(theirs).toHaveURL(new RegExp(`/o/${slug}/home`))

  await button(page, 'Make a new link').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new link' }).click()
  await expect(page.getByText('New link made.').first()).toBeVisible()
  const late = await tenant.open(browser, await tenant.createUser('Lea Late'))
  await late.goto(link)
  await expect(late.getByText('A newer link was made.')).toBeVisible()

  const reader = await readerVisitor.open(browser, tenant.url)
  await reader.goto(path)
  await reader.getByRole('link', { name: 'Join link' }).click()
  await expect(reader.getByText('Anyone with the link')).toBeVisible()
  await expect(reader.getByRole('main').getByRole('button')).toHaveCount(0)

  await button(page, 'Turn off').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('Join link turned off.').first()).toBeVisible()
  await reader.reload()
  await expect(reader.getByText('There is no join link.')).toBeVisible()
})

test('an operator approves and declines requests to join, and a reader only sees them', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor, readerVisitor } = await createConsolePeople(baseURL ?? '')
  const organization = await tenant.createOrganization('Quay')
  const asa = await tenant.createUser('Asa Asker')
  const bea = await tenant.createUser('Bea Asker')
  const asked = [asa, bea]
  for (const { id } of asked) await createJoinRequest(tenant, organization, id)
  const path = `/console/organizations/${organization.id}/invitations`
  const reader = await readerVisitor.open(browser, tenant.url)
  await reader.goto(path)
  await expect(reader.getByRole('list', { name: 'Requests to join' })).toContainText('Asa Asker')
  await expect(button(reader, 'Approve Asa Asker')).toHaveCount(0)
  const page = await visitor.open(browser, tenant.url)
  await page.goto(path)
  await expectAccessible(page)
  await page.getByRole('combobox', { name: `Role for ${asked[0]?.email ?? ''}` }).selectOption('Admin')
  await button(page, 'Approve Asa Asker').click()
  await expect(page.getByText('Asa Asker is now a member.').first()).toBeVisible()
  await button(page, 'Decline Bea Asker').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByText('The request of Bea Asker is declined.').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Requests to join' })).toHaveCount(0)
  await page.goto(`/console/organizations/${organization.id}/members`)
  await expect(page.getByRole('row', { name: 'Asa Asker' })).toContainText('Admin')
  await expect(page.getByText('Bea Asker')).toHaveCount(0)
  await mailTo(page, asked[0]?.email ?? '', { template: 'join_approved' })
  await mailTo(page, asked[1]?.email ?? '', { template: 'join_declined' })
})
