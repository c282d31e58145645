import { expect, test, type Locator, type Page } from '@playwright/test'
import { createOrganizationWithMembers } from '@/test/fixtures/members'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { expectAccessible, startSession } from './support'

function permission(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
}

/** Opens the list of permissions on this API if it is closed. */
async function unfold(page: Page, api: string): Promise<void> {
  const list = page.locator('details').filter({ has: page.locator('summary', { hasText: api }) })
  if ((await list.getAttribute('open')) === null) await list.locator('summary').click()
  await expect(list.getByRole('list')).toBeVisible()
}

test('an owner sees a member’s permissions, which roles give them, and the recent events', async ({
  page,
}) => {
  const { slug, addresses } = await createOrganizationWithMembers([
    { name: 'Olga', roles: ['Owner'] },
    { name: 'Cai', roles: ['Member'] },
  ])
  const [owner = '', cai = ''] = addresses
  await startSession(page, owner)
  await page.goto(`/o/${slug}/members`)
  await page.getByRole('link', { name: cai }).click()
  await expect(page.getByRole('heading', { name: 'What Cai can do here' })).toBeVisible()
  await expect(permission(page, 'write:documents')).toHaveText(
    /^Write documents\s*write:documents\s*from Member$/,
  )
  await expect(permission(page, 'delete:documents')).toHaveCount(0)
  await expect(page.getByText('inherited', { exact: false })).toHaveCount(0)
  await expect(page.getByText('No events yet.')).toBeVisible()

  await page.getByRole('button', { name: 'Change role' }).click()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Add another role' }).click()
  await page.getByRole('option', { name: /^Admin/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(permission(page, 'write:documents')).toHaveText(/from Admin and Member$/)
  await expect(permission(page, 'delete:documents')).toHaveText(/from Admin$/)
  const event = page.getByRole('table', { name: 'Events' }).getByRole('row').filter({ hasText: cai })
  await expect(event).toContainText('changed the roles of Cai to Admin and Member (was Member)')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Show in the audit log' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/audit\\?person=${encodeURIComponent(cai)}`))
  await expect(page.getByRole('searchbox', { name: 'Name or email' })).toHaveValue(cai)
  await expect(page.getByRole('row').filter({ hasText: 'changed the roles of Cai' })).toBeVisible()
})

test('a member sees what others can do, and no events; a viewer opens no member’s page', async ({ page }) => {
  await startSession(page, 'cai@acme.test')
  await page.goto('/o/acme/members')
  await page.getByRole('link', { name: /vic@acme\.test/ }).click()
  await expect(permission(page, 'read:documents')).toContainText('from Viewer')
  await expect(page.getByRole('heading', { name: 'Recent events' })).toHaveCount(0)
  const { pathname } = new URL(page.url())
  await page.context().clearCookies()
  await startSession(page, 'vic@acme.test')
  const response = await page.goto(pathname)
  expect(response?.status()).toBe(404)
})

test('‘Your access’ shows only the permissions held in this organization', async ({ page }) => {
  await startSession(page, 'sam@lumen.test')
  await page.goto('/o/acme/home')
  await page.getByRole('main').getByRole('link', { name: 'Your access' }).click()
  await expect(page.getByRole('heading', { name: 'What you can do here' })).toBeVisible()
  await expect(permission(page, 'read:documents')).toHaveText(/from Viewer$/)
  await expect(permission(page, 'read:audit')).toHaveCount(0)
  await expect(page.getByText('inherited', { exact: false })).toHaveCount(0)

  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'What you can do across Lumen' })).toBeVisible()
  await unfold(page, 'Lumen API')
  await expect(permission(page, 'read:audit')).toHaveText(/from Support$/)
  await unfold(page, 'Management API')
  await expect(permission(page, 'create:organizations')).toHaveText(/from Everyone$/)
})

test.describe('in a tenant of its own', () => {
  test('the tenant’s flag adds inherited permissions in its organizations, and removes them', async ({
    browser,
    baseURL,
  }) => {
    const tenant = await BrowserTenant.create(baseURL)
    const acme = await tenant.createOrganization('Acme')
    const globex = await tenant.createOrganization('Globex')
    const sam = await tenant.createUser('Sam')
    await tenant.addMember(acme, sam, ['Viewer'])
    await tenant.addTenantRoles(sam, ['Support'])
    await tenant.addPermission(sam, { api: 'documents', name: 'delete:documents' })
    const page = await tenant.open(browser, sam)

    await page.goto(`/o/${acme.slug}/access`)
    await expect(permission(page, 'read:documents')).toHaveText(/from Viewer$/)
    await expect(permission(page, 'read:audit')).toHaveCount(0)

    await tenant.setInheritance(true)
    await page.reload()
    await expect(permission(page, 'read:documents')).toHaveText(/from Viewer; inherited from Support$/)
    await expect(permission(page, 'read:audit')).toHaveText(/Read the audit trail.*inherited from Support$/)
    await expect(permission(page, 'delete:documents')).toHaveText(/inherited, given directly$/)
    await expect(page.getByText('Inherited permissions come from Own, and apply here too.')).toBeVisible()
    expect((await page.goto(`/o/${globex.slug}/home`))?.status()).toBe(404)

    await tenant.setInheritance(false)
    await page.goto(`/o/${acme.slug}/access`)
    await expect(permission(page, 'read:documents')).toHaveText(/from Viewer$/)
    await expect(permission(page, 'read:audit')).toHaveCount(0)
    await page.context().close()
  })

  test('an operator who is not a member is told so, and sees the permissions that they inherit', async ({
    browser,
    baseURL,
  }) => {
    const tenant = await BrowserTenant.create(baseURL)
    const acme = await tenant.createOrganization('Acme')
    const olga = await tenant.createUser('Olga')
    const sam = await tenant.createUser('Sam')
    const olu = await tenant.createUser('Olu')
    await tenant.addMember(acme, olga, ['Owner'])
    await tenant.addMember(acme, sam, ['Viewer', 'Member'])
    await tenant.addTenantRoles(sam, ['Support'])
    await tenant.addTenantRoles(olu, ['Operator'])
    const page = await tenant.open(browser, olu)
    expect((await page.goto(`/o/${acme.slug}/home`))?.status()).toBe(404)

    await tenant.setInheritance(true)
    await page.goto(`/o/${acme.slug}/access`)
    await expect(page.getByText('You’re not a member of Acme.', { exact: false })).toBeVisible()
    await unfold(page, 'Management API')
    await expect(permission(page, 'admin:organizations')).toHaveText(/inherited from Operator$/)
    await expectAccessible(page)

    const pageOfSam = `/o/${acme.slug}/members/${encodeURIComponent(sam.id)}`
    await page.goto(pageOfSam)
    await expect(permission(page, 'read:documents')).toHaveText(
      /from Member and Viewer; inherited from Support$/,
    )
    await expect(permission(page, 'read:audit')).toHaveText(/inherited from Support$/)

    const written = page
      .getByRole('row')
      .filter({ hasText: 'entered the organization without being a member' })
    await page.goto(`/o/${acme.slug}/audit`)
    await expect(written).toHaveCount(1)
    await expect(written).toContainText(olu.email)

    await tenant.suspendMember(acme, sam)
    await page.goto(pageOfSam)
    await expect(page.getByText('Nothing: Sam is suspended here.')).toBeVisible()
    await page.goto('/account')
    await unfold(page, 'Management API')
    await expectAccessible(page)
    await page.context().close()
  })
})
