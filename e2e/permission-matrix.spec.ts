import { expect, test, type Page } from '@playwright/test'
import { createPermissionUsers, type PermissionUsers } from './permission-users'
import { answerOf, findings, visitorOf } from './permission-findings'
import { pages, people, type Part } from '../test/permission-model'
import { readPage } from './permission-reader'
import { expectAccessible, startSession } from './support'

/** In order and in one worker: sessions from before the flag is switched are used after it. */
test.describe.configure({ mode: 'default' })

test.describe('every permission of every user in every organization and outside of them', () => {
  let users: PermissionUsers

  test.beforeAll(async ({ baseURL }) => {
    users = await createPermissionUsers(baseURL ?? '')
  })

  for (const [state, inherits] of Object.entries({ off: false, 'switched on': true, 'off again': false })) {
    test(`with inheritance ${state}`, async ({ page }) => {
      await users.tenant.setInheritance(inherits)
      const found: string[] = []
      for (const [name, part] of Object.entries<Part>(people))
        found.push(...(await findings(users, { name, part, inherits, parser: page })))
      expect(found).toEqual([])
    })
  }

  test('the flag of one tenant opens nothing in another', async () => {
    await users.tenant.setInheritance(true)
    expect((await users.abroad.get('/account')).status).toBe(200)
    for (const slug of [users.here.slug, users.elsewhere.slug, 'acme']) {
      for (const path of Object.keys(pages))
        expect((await users.abroad.get(`/o/${slug}/${path}`)).status, `${slug} ${path}`).toBe(404)
    }
  })

  test('if the role Everyone has no permissions, only an operator creates organizations', async ({
    page,
  }) => {
    await users.tenant.query(
      `DELETE FROM role_permissions rp USING roles r
       WHERE rp.tenant_id = $1 AND r.tenant_id = $1 AND r.id = rp.role_id AND r.everyone RETURNING rp.name`,
    )
    for (const [name, { foreign, tenant }] of Object.entries<Part>(people)) {
      const expected = foreign ? '/sign-in' : tenant?.includes('Operator') ? 200 : 404
      expect(answerOf(await visitorOf(users, name).get('/orgs/new')), name).toBe(expected)
    }
    const account = await visitorOf(users, 'user without roles').get('/account')
    expect((await readPage(page, account.html)).held.size).toBe(0)
  })
})

test.describe('initech’s auditor', () => {
  /** The auditor’s pages, with all the buttons on each: they read, search and leave, nothing else. */
  const buttonsOf = {
    Home: ['Leave organization'],
    Members: ['Keyboard shortcuts', 'More actions'],
    Audit: [],
  }

  test.beforeEach(async ({ page }) => {
    await startSession(page, 'aud@initech.test')
  })

  test('sees members and audit besides home, and changes nothing there', async ({ page }) => {
    await page.goto('/o/initech/home')
    const menu = page.getByRole('navigation', { name: 'Organization' })
    await expect(menu.getByRole('link')).toHaveText(Object.keys(buttonsOf))
    for (const [name, buttons] of Object.entries(buttonsOf)) {
      await menu.getByRole('link', { name, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name === 'Home' ? 'Initech' : name)
      expect(await pressable(page), name).toEqual(buttons)
      await expectAccessible(page)
    }
  })

  test('sees a member’s details, and changes nothing there either', async ({ page }) => {
    await page.goto('/o/initech/members')
    const ivy = page.getByRole('row').filter({ hasText: 'ivy@initech.test' })
    await expect(ivy.getByRole('combobox')).toHaveCount(0)
    await ivy.getByRole('button', { name: 'More actions' }).click()
    await expect(page.getByRole('menuitem')).toHaveText(['See details'])
    await page.getByRole('menuitem').click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ivy')
    expect(await pressable(page)).toEqual([])
    await expectAccessible(page)
  })

  test('has no other page, and is told so inside the portal', async ({ page }) => {
    const visitor = page.request
    for (const path of ['roles', 'members/nobody', 'unknown']) {
      expect((await page.goto(`/o/initech/${path}`))?.status(), path).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
    }
    await expectAccessible(page)
    await page.getByRole('main').getByRole('link', { name: 'Go to Home' }).click()
    await expect(page).toHaveURL(/\/o\/initech\/home$/)
    for (const path of Object.keys(pages)) {
      const expected = ['home', 'members', 'audit'].includes(path) ? 200 : 404
      expect((await visitor.get(`/o/initech/${path}`, { maxRedirects: 0 })).status(), path).toBe(expected)
    }
  })
})

/** The names of the buttons in the page’s main part, each once. */
async function pressable(page: Page): Promise<string[]> {
  const buttons = page.getByRole('main').getByRole('button')
  const names = await buttons.evaluateAll((found) =>
    found.map((button) => button.getAttribute('aria-label') ?? button.textContent.trim()),
  )
  return [...new Set(names)].sort()
}
