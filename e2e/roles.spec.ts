import { expect, test } from '@playwright/test'
import { createOrganizationWithMembers } from '@/test/fixtures/members'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { button } from './locators'
import { createRole, openAs, permission, review, see, setRoles, statusOf, view } from './role-steps'
import { createManyRoles } from '@/test/fixtures/roles'
import { expectAccessible, startSession } from './support'

test('an owner creates a role, gives it, sees who holds it while changing it, and deletes it', async ({
  page,
  browser,
}) => {
  const { slug, addresses } = await createOrganizationWithMembers([
    { name: 'Olga Owner', roles: ['Owner'] },
    { name: 'Mia Holder', roles: ['Viewer'] },
  ])
  const [owner = '', mia = ''] = addresses
  await startSession(page, owner)
  await page.goto(`/o/${slug}/roles`)
  await page.getByRole('link', { name: 'Create role' }).click()
  await expect(page.getByRole('heading', { name: 'Create a role' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('admin')
  await page.getByRole('combobox', { name: 'Copy from' }).selectOption('Admin')
  await button(page, 'Copy permissions').click()
  await expect(page).toHaveURL(/from=rol_/)
  await expect(permission(page, 'Add invitations')).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('admin')
  await page.getByRole('combobox', { name: 'Copy from' }).selectOption('No role')
  await button(page, 'Copy permissions').click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
  const search = page.getByRole('searchbox', { name: 'Find permissions' })
  await search.fill('audit')
  await expect(permission(page, view.audit).first()).toBeVisible()
  await expect(permission(page, view.documents)).toBeHidden()
  for (const shown of await page.getByRole('button', { name: /^Select all of/ }).all()) await shown.click()
  await search.fill('')
  await expect(permission(page, view.audit).first()).toBeChecked()
  await expect(permission(page, 'Add invitations')).not.toBeChecked()
  for (const all of await page.getByRole('button', { name: /^Select all of/ }).all()) await all.click()
  await expect(page.getByRole('checkbox', { checked: false, disabled: false })).toHaveCount(0)
  for (const none of await page.getByRole('button', { name: /^Select none of/ }).all()) await none.click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await permission(page, view.documents).check()
  await button(page, 'Create role').click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await expect(page.getByText('A role named “admin” already exists.')).toBeVisible()
  await expect(permission(page, view.documents)).toBeChecked()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Bookkeeper')
  await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Keeps the books.')
  await button(page, 'Create role').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bookkeeper' })).toBeVisible()
  await expect(page.getByText('No member of Harbour has this role.')).toBeVisible()
  const path = new URL(page.url()).pathname
  await page.getByText('Preview as Bookkeeper').click()
  const preview = page.getByRole('list', { name: /^Menu as Book/ })
  await expect(preview.getByRole('listitem')).toHaveCount(1)

  await setRoles(page, { slug, email: mia }, ['Viewer', 'Bookkeeper'])
  const memberPage = await openAs(browser, mia)
  expect(await statusOf(memberPage, `/o/${slug}/audit`)).toBe(404)

  await page.goto(path)
  await expect(page.getByRole('list', { name: 'Members with the role Bookkeeper' })).toContainText(mia)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Book reader')
  await permission(page, view.audit).check()
  await permission(page, view.documents).uncheck()
  await button(page, 'Review changes').click()
  await expect(review(page)).toBeFocused()
  await expect(review(page).getByRole('listitem')).toHaveText([
    'Changes: the name “Bookkeeper” to “Book reader”',
    'Adds: See the audit log (Management API)read:organization_logs',
    'Removes: Read documents (Lumen API)read:documents',
  ])
  await expect(review(page)).toContainText('1 member has this role: Mia Holder.')
  await expectAccessible(page)
  expect(await statusOf(memberPage, `/o/${slug}/audit`)).toBe(404)
  await button(page, 'Save changes').click()
  await expect(page.getByText('Book reader is saved.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Book reader' })).toBeVisible()
  await expect(review(page)).toHaveCount(0)
  await page.getByText('Preview as Book reader').click()
  await expect(preview).toContainText('AuditExport the log')
  expect(await statusOf(memberPage, `/o/${slug}/audit`)).toBe(200)
  await memberPage.goto(`/o/${slug}/home`)
  await expect(memberPage.getByRole('main')).toContainText('Book reader')
  await expect(memberPage.getByRole('link', { name: 'Audit', exact: true })).toBeVisible()

  await page.goto(`/o/${slug}/roles`)
  await expect(page.getByRole('columnheader', { name: /Book reader/ })).toContainText('1 member')
  const row = page.getByRole('row', { name: new RegExp(see.audit) })
  await expect(row.getByRole('cell')).toHaveText(['Given', 'Given', 'Not given', 'Given', 'Not given'])
  await expectAccessible(page)

  await page.setViewportSize({ width: 320, height: 800 })
  const item = page.getByRole('listitem').filter({ hasText: 'Book reader' })
  await item.getByText('1 permission').click()
  await expect(item.getByText(see.audit)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 720 })

  await setRoles(page, { slug, email: mia }, ['Book reader'])
  await page.goto(`/o/${slug}/invitations/join-link`)
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /^Book reader/ }).click()
  await button(page, 'Create join link').click()
  await expect(page.getByText('Join link created.')).toBeVisible()
  await page.goto(path)
  await button(page, 'Delete role').click()
  const question = page.getByRole('alertdialog', { name: 'Delete Book reader?' })
  await expect(question).toContainText(
    'The join link gives only this role. With a new role other than Owner, a new link replaces it; otherwise it is turned off.',
  )
  await expect(question).toContainText('1 member has it and no other role.')
  await button(page, 'Delete').click()
  await expect(question.getByRole('alert')).toContainText('1 member holds no other role.')
  await expectAccessible(page)
  await question.getByRole('combobox', { name: 'New role for these people' }).selectOption('Member')
  await button(page, 'Delete').click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/roles$`))
  await expect(page.getByRole('columnheader', { name: /Viewer/ })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: /Book reader/ })).toHaveCount(0)
  expect(await statusOf(page, path)).toBe(404)
  expect(await statusOf(memberPage, `/o/${slug}/audit`)).toBe(404)
})

test('saves only what was reviewed', async ({ page }) => {
  const { slug, addresses } = await createOrganizationWithMembers([{ name: 'Olga Owner', roles: ['Owner'] }])
  await startSession(page, addresses[0] ?? '')
  const path = await createRole(page, slug, { name: 'Bookkeeper', permissions: [view.documents] })

  await button(page, 'Review changes').click()
  await expect(page.getByRole('region', { name: 'Nothing to save' })).toBeFocused()
  await expect(button(page, 'Save changes')).toHaveCount(0)
  await permission(page, view.audit).check()
  await expect(page.getByRole('region', { name: 'Nothing to save' })).toHaveCount(0)
  await button(page, 'Review changes').click()
  await expect(review(page)).toContainText('No member has this role.')
  await permission(page, view.documents).uncheck()
  await expect(review(page)).toHaveCount(0)
  await expect(button(page, 'Save changes')).toHaveCount(0)
  await permission(page, view.documents).check()
  await button(page, 'Review changes').click()
  await expect(review(page).getByRole('listitem')).toHaveCount(1)

  const other = await page.context().newPage()
  await other.goto(path)
  await permission(other, 'Write documents').check()
  await button(other, 'Review changes').click()
  await button(other, 'Save changes').click()
  await expect(other.getByText('Bookkeeper is saved.')).toBeVisible()

  await button(page, 'Save changes').click()
  await expect(review(page)).toContainText('This role changed while you were editing it. Review it again.')
  await expect(review(page).getByRole('listitem')).toHaveText([
    /^Adds: See the audit log/,
    /^Removes: Write documents/,
  ])
  await expectAccessible(page)
  await button(page, 'Save changes').click()
  await expect(page.getByText('Bookkeeper is saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2)
  await expect(permission(page, view.audit)).toBeChecked()
  await expect(permission(page, view.documents)).toBeChecked()
})

test('many roles with long names stay inside the matrix, and are paged', async ({ page }) => {
  const { slug, addresses } = await createOrganizationWithMembers([{ name: 'Olga Owner', roles: ['Owner'] }])
  await createManyRoles(slug, 30)
  await startSession(page, addresses[0] ?? '')
  await page.goto(`/o/${slug}/roles`)
  await expect(page.getByText('1–25 of 34')).toBeVisible()
  const matrix = page.getByRole('region', { name: 'Permissions of each role' })
  await matrix.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => matrix.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText('26–34 of 34')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 800 })
  await page
    .getByRole('list', { name: 'Roles' })
    .getByRole('link', { name: /^Role 25/ })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Role 25')
  await expectAccessible(page)
})

test('if no permission is open to organizations, a role can be created without permissions', async ({
  browser,
  baseURL,
}) => {
  const tenant = await BrowserTenant.create(baseURL)
  const organization = await tenant.createOrganization()
  const olga = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, olga, ['Owner'])
  await tenant.query(
    'UPDATE permissions SET open_to_organizations = false WHERE tenant_id = $1 RETURNING name',
  )
  const page = await tenant.open(browser, olga)
  await page.goto(`/o/${organization.slug}/roles/new`)
  await expect(page.getByText('Own doesn’t let organizations assign permissions')).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Bookkeeper')
  await button(page, 'Create role').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bookkeeper' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a role is made, reviewed and saved', async ({ page }) => {
    const { slug, addresses } = await createOrganizationWithMembers([
      { name: 'Olga Owner', roles: ['Owner'] },
    ])
    await startSession(page, addresses[0] ?? '')
    const path = await createRole(page, slug, { name: 'Bookkeeper', permissions: [view.documents] })

    await permission(page, view.audit).check()
    await permission(page, view.documents).uncheck()
    await button(page, 'Review changes').click()
    await expect(review(page).getByRole('listitem')).toHaveText([
      /^Adds: See the audit/,
      /^Removes: Read documents/,
    ])
    await expect(permission(page, view.audit)).toBeChecked()
    await expect(permission(page, view.documents)).not.toBeChecked()

    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Book reader')
    await button(page, 'Save changes').click()
    await expect(review(page)).toContainText('You changed something after the review.')
    await expect(review(page).getByRole('listitem')).toHaveCount(3)
    await button(page, 'Save changes').click()
    await expect(page.getByRole('heading', { level: 1, name: 'Book reader' })).toBeVisible()
    await page.goto(path)
    await expect(permission(page, view.audit)).toBeChecked()
    await expect(permission(page, view.documents)).not.toBeChecked()

    await page.locator('summary', { hasText: 'Delete Book reader?' }).click()
    await button(page, 'Delete').click()
    await expect(page).toHaveURL(new RegExp(`/o/${slug}/roles$`))
    expect(await statusOf(page, path)).toBe(404)
  })
})
