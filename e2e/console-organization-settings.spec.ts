import { expect, test } from '@playwright/test'
import { createConsolePeople } from './console/fixture'
import { button } from './locators'
import { createDomain } from './portal-fixture'
import { permission, review, view } from './role-steps'
import { expectAccessible, mailTo } from './support'

test('an operator creates, changes and deletes an organization’s role, and a reader can only see it', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor, readerVisitor } = await createConsolePeople(baseURL ?? '')
  const organization = await tenant.createOrganization()
  const member = await tenant.createUser('Mia Member')
  await tenant.addMember(organization, member, ['Viewer'])
  const memberPage = await tenant.open(browser, member)
  const statusOfAudit = async () => (await memberPage.goto(`/o/${organization.slug}/audit`))?.status()
  const page = await visitor.open(browser, tenant.url)
  const roles = `/console/organizations/${organization.id}/roles`
  await page.goto(roles)
  await page.getByRole('link', { name: 'Create role' }).click()
  await page.getByRole('combobox', { name: 'Copy from' }).selectOption('Viewer')
  await button(page, 'Copy permissions').click()
  await expect(page).toHaveURL(/from=rol_/)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Auditor')
  await permission(page, view.audit).check()
  await button(page, 'Create role').click()
  await expect(page).toHaveURL(new RegExp(`${roles}/rol_`))
  await expect(page.getByRole('heading', { name: 'Auditor Custom' })).toBeVisible()
  await expectAccessible(page)
  const role = page.url()

  await tenant.write(async (tx) => {
    const { id: roleId } = await tx.role.findFirstOrThrow({ where: { name: 'Auditor' } })
    const of = { organizationId: organization.id, userId: member.id }
    await tx.memberRole.deleteMany({ where: of })
    await tx.memberRole.create({ data: { ...of, roleId, usableIn: organization.id } })
  })
  expect(await statusOfAudit()).toBe(200)
  await page.reload()
  await permission(page, view.audit).uncheck()
  await button(page, 'Review changes').click()
  await expect(review(page)).toContainText('1 member has this role: Mia Member.')
  await button(page, 'Save changes').click()
  await expect(page.getByText('Auditor is saved.').first()).toBeVisible()
  expect(await statusOfAudit()).toBe(404)

  const reader = await readerVisitor.open(browser, tenant.url)
  await reader.goto(role)
  await expect(reader.getByText('Your roles don’t let you change this role.')).toBeVisible()
  await expect(button(reader, 'Delete role')).toHaveCount(0)
  await expect(reader.getByRole('link', { name: 'Mia Member' })).toHaveAttribute('href', /\/console\/users\//)

  await button(page, 'Delete role').click()
  await expect(page.getByText('1 member has it and no other role.')).toBeVisible()
  await page.getByRole('combobox', { name: 'New role for these people' }).selectOption('Admin')
  await button(page, 'Delete').click()
  await expect(page).toHaveURL(roles)
  await expect(page.getByText('Auditor')).toHaveCount(0)
  expect(await statusOfAudit()).toBe(200)
})

test('an operator lets people at a domain join, and drafts, publishes and restores branding', async ({
  browser,
  baseURL,
}) => {
  const { tenant, visitor, readerVisitor, operator } = await createConsolePeople(baseURL ?? '')
  const organization = await tenant.createOrganization()
  const domainId = await createDomain(tenant, organization)
  const { domain } = await tenant.write((tx) =>
    tx.discoveryDomain.findFirstOrThrow({ where: { id: domainId } }),
  )
  const page = await visitor.open(browser, tenant.url)
  const reader = await readerVisitor.open(browser, tenant.url)
  const of = `/console/organizations/${organization.id}`
  await page.goto(`${of}/sign-in-methods`)
  const people = page.getByRole('combobox', { name: `People with an address at ${domain}` })
  const save = page.getByRole('button', { name: `Save changes: ${domain}` })
  await people.selectOption({ label: 'May ask to join' })
  await save.click()
  await expect(page.getByText('Members who can invite people decide on their requests.')).toBeVisible()
  await people.selectOption({ label: 'Join with the role Admin' })
  await save.click()
  const sentence = 'Anyone with such an address can join at once as Admin, without an invitation.'
  await expect(page.getByText(sentence)).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Stop routing sign-ins here').click()
  await expect(page.getByText('are not routed here.')).toBeVisible()
  await reader.goto(`${of}/sign-in-methods`)
  await expect(reader.getByText(sentence)).toBeVisible()
  await expect(reader.getByRole('combobox')).toHaveCount(0)

  const newcomer = await tenant.createUser('Nia New')
  const email = `nia@${domain}`
  await tenant.write((tx) =>
    tx.user.updateMany({ where: { id: newcomer.id }, data: { email, emailFolded: email } }),
  )
  const newcomerPage = await tenant.open(browser, { ...newcomer, email })
  await newcomerPage.goto('/orgs')
  await newcomerPage.getByRole('button', { name: /^Join/ }).click()
  await expect(newcomerPage).toHaveURL(new RegExp(`/o/${organization.slug}/home$`))
  await newcomerPage.goto(`/o/${organization.slug}/members`)
  await expect(newcomerPage.getByRole('row').filter({ hasText: email })).toContainText('Admin')

  await page.goto(`${of}/branding`)
  const color = page.getByRole('textbox', { name: 'Primary color', exact: true })
  await color.fill('#1d4ed8')
  await button(page, 'Save changes').click()
  await expect(page.getByText('Branding saved.').first()).toBeVisible()
  await color.fill('#aa3300')
  await button(page, 'Save draft').click()
  await expect(page.getByText('This is a draft')).toBeVisible()
  await button(page, 'Send me a test email').click()
  const sent = await mailTo(page, operator.email, { template: 'branding_test' })
  expect(sent.html).toContain('background-color:#aa3300')
  await button(page, 'Save changes').click()
  await expect(page.getByText('This is a draft')).toHaveCount(0)
  await button(page, 'Restore version 1').click()
  await expect(color).toHaveValue('#1d4ed8')
  await color.fill('#222222')
  await button(page, 'Save draft').click()
  await expect(page.getByText('This is a draft')).toBeVisible()
  await expectAccessible(page)
  await reader.goto(`${of}/branding`)
  await expect(reader.getByText('This is a draft')).toBeVisible()
  await expect(reader.getByText('Version 3')).toBeVisible()
  await expect(reader.getByRole('button', { name: /Restore|Discard|Save|Send/ })).toHaveCount(0)
  await button(page, 'Discard draft').click()
  await expect(color).toHaveValue('#1d4ed8')
})
