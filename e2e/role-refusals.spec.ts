import { expect, test } from '@playwright/test'
import { createOrganizationWithMembers } from '@/test/fixtures/members'
import { snapshot } from './database'
import { button } from './locators'
import { post, repeat } from './replay'
import { createRole, openAs, permission, review, roleEditor, statusOf, view } from './role-steps'
import { findTenantRoleId } from '@/test/fixtures/roles'
import { expectAccessible, startSession } from './support'

test('an admin sees the roles, cannot change them, and is refused when repeating an owner’s requests', async ({
  page,
  browser,
}) => {
  const { slug, addresses } = await createOrganizationWithMembers([
    { name: 'Olga Owner', roles: ['Owner'] },
    { name: 'Ada Admin', roles: ['Admin'] },
  ])
  const [owner = '', ada = ''] = addresses
  await startSession(page, owner)
  await page.goto(`/o/${slug}/roles/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Bookkeeper')
  await permission(page, view.audit).check()
  const creating = await post(page, () => button(page, 'Create role').click())
  await expect(page).toHaveURL(/\/roles\/rol_/)
  const path = new URL(page.url()).pathname
  await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Keeps the books.')
  const reviewing = await post(page, () => button(page, 'Review changes').click())
  await expect(review(page)).toBeVisible()
  const saving = await post(page, () => button(page, 'Save changes').click())
  await expect(page.getByText('Bookkeeper is saved.')).toBeVisible()
  const throwaway = await createRole(page, slug, { name: 'Throwaway' })
  await button(page, 'Delete role').click()
  const deleting = await post(page, () => button(page, 'Delete').click())
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/roles$`))
  const [roleId = '', gone = ''] = [path, throwaway].map((one) => one.split('/').at(-1) ?? '')

  const adminPage = await openAs(browser, ada)
  await adminPage.goto(`/o/${slug}/roles`)
  await expect(adminPage.getByRole('columnheader', { name: /Bookkeeper/ })).toBeVisible()
  await expect(adminPage.getByRole('link', { name: 'Create role' })).toHaveCount(0)
  expect(await statusOf(adminPage, `/o/${slug}/roles/new`)).toBe(404)
  await adminPage.goto(path)
  await expect(adminPage.getByText('Your roles don’t let you change this role.')).toBeVisible()
  await expect(adminPage.getByRole('main').getByRole('button')).toHaveCount(0)
  await expectAccessible(adminPage)

  const before = await snapshot(slug)
  expect(await repeat(adminPage, creating, { Bookkeeper: 'Another' })).toBe(404)
  expect(await repeat(adminPage, reviewing, {})).toBe(404)
  expect(await repeat(adminPage, saving, {})).toBe(404)
  expect(await repeat(adminPage, deleting, { [gone]: roleId })).toBe(404)
  expect(await snapshot(slug)).toEqual(before)

  expect(await repeat(page, deleting, { [gone]: roleId })).toBeLessThan(400)
  expect(await snapshot(slug)).not.toEqual(before)
  expect(await statusOf(page, path)).toBe(404)
})

/** All data of an organization, but for whether its emails are sent yet, which the worker changes. */
async function written(slug: string) {
  const { mails, ...tables } = await snapshot(slug)
  return { ...tables, mails: mails?.rows }
}

test('an admin is offered neither Owner nor Support, and cannot give them by a request either', async ({
  page,
  browser,
}) => {
  const { slug, addresses } = await createOrganizationWithMembers([
    { name: 'Ada Admin', roles: ['Admin'] },
    { name: 'Mia Holder', roles: ['Viewer'] },
  ])
  const elsewhere = await createOrganizationWithMembers([{ name: 'Olga Elsewhere', roles: ['Owner'] }])
  const [ada = '', mia = ''] = addresses
  const theirs = await openAs(browser, elsewhere.addresses[0] ?? '')
  const foreign = await createRole(theirs, elsewhere.slug, { name: 'Foreign', permissions: [view.documents] })
  const asked = [
    await findTenantRoleId('Owner'),
    await findTenantRoleId('Support'),
    foreign.split('/').at(-1) ?? '',
  ]
  const viewer = await findTenantRoleId('Viewer')
  const member = await findTenantRoleId('Member')

  await startSession(page, ada)
  await page.goto(`/o/${slug}/members`)
  const { open, save } = roleEditor(page, mia)
  await open.click()
  await expect(page.getByRole('option')).toHaveText([/^Admin/, /^Member/, /^Viewer/])
  await page.getByRole('option', { name: /^Member/ }).click()
  const giving = await post(page, () => save.click())
  await expect(page.getByText('Mia Holder is now Member.')).toBeVisible()

  await page.goto(`/o/${slug}/invitations`)
  await button(page, 'Invite people').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(`first.${slug}@journey.test`)
  await dialog.getByRole('combobox', { name: 'Role', exact: true }).click()
  await expect(page.getByRole('option')).toHaveText([/^Admin/, /^Member/, /^Viewer/])
  await page.getByRole('option', { name: /^Member/ }).click()
  await expect(dialog.getByText('Can be invited')).toBeVisible()
  const inviting = await post(page, () => button(page, 'Send 1 invitation').click())
  await expect(page.getByRole('row').filter({ hasText: `first.${slug}` })).toBeVisible()

  const before = await written(slug)
  for (const role of asked) {
    expect(await repeat(page, giving, { [member]: role }), role).toBeLessThan(500)
    expect(await repeat(page, inviting, { [member]: role, 'first.': 'second.' }), role).toBeLessThan(500)
    expect(await statusOf(page, `/o/${slug}/roles/${role}`), role).toBe(role === asked[0] ? 200 : 404)
  }
  expect(await written(slug)).toEqual(before)

  expect(await repeat(page, inviting, { [member]: viewer, 'first.': 'third.' })).toBe(200)
  expect(await written(slug)).not.toEqual(before)
})

test('a role made in one organization is a 404 in another of the same owner', async ({ page }) => {
  const here = await createOrganizationWithMembers([{ name: 'Olga Owner', roles: ['Owner'] }])
  const there = await createOrganizationWithMembers([{ name: 'Olga Other', roles: ['Owner'] }])
  await startSession(page, here.addresses[0] ?? '')
  const path = await createRole(page, here.slug, { name: 'Bookkeeper' })
  expect(await statusOf(page, path)).toBe(200)
  await page.context().clearCookies()
  await startSession(page, there.addresses[0] ?? '')
  const id = path.split('/').at(-1) ?? ''
  expect(await statusOf(page, `/o/${there.slug}/roles/${id}`)).toBe(404)
  await page.goto(`/o/${there.slug}/roles`)
  await expect(page.getByRole('columnheader', { name: /Owner/ })).toBeVisible()
  await expect(page.getByText('Bookkeeper')).toHaveCount(0)
  const own = await createRole(page, there.slug, { name: 'Throwaway' })
  await button(page, 'Delete role').click()
  const deleting = await post(page, () => button(page, 'Delete').click())
  await expect(page).toHaveURL(new RegExp(`/o/${there.slug}/roles$`))
  const before = await snapshot(here.slug)
  expect(await repeat(page, deleting, { [own.split('/').at(-1) ?? '']: id })).toBe(404)
  expect(await snapshot(here.slug)).toEqual(before)
  for (const unknown of ['rol_unknown', '%', 'x%00y']) {
    expect(await statusOf(page, `/o/${there.slug}/roles/${unknown}`), unknown).toBeLessThan(500)
  }
})
