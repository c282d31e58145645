import { expect, test, type Page } from '@playwright/test'
import { ownPlace, rowOf } from './member-steps'
import { roleOf, saveOnClosing } from './role-steps'
import { expectAccessible } from './support'

test('gives and takes several roles at once', async ({ page }) => {
  await saveOnClosing(page)
  const { slug, others } = await ownPlace(page, [{ name: 'Cai', roles: ['Member'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  await roleOf(page, cai).click()
  await page.getByRole('option', { name: /^Admin/ }).click()
  await page.getByRole('option', { name: /^Viewer/ }).click()
  await page.getByRole('option', { name: /^Member/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Cai is now Admin and Viewer.')).toBeVisible()
  await page.reload()
  await expect(roleOf(page, cai)).toHaveText(/Admin/)
  await expect(roleOf(page, cai)).toHaveText(/Viewer/)
  await expect(roleOf(page, cai)).not.toHaveText(/Member/)
})

test('a click outside the open list still works, and the choice is saved once', async ({ page }) => {
  await saveOnClosing(page)
  const { slug, others } = await ownPlace(page, [{ name: 'Cai', roles: ['Viewer'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  const saved = savesOf(page)
  await roleOf(page, cai).click()
  await page.getByRole('option', { name: 'Member', exact: true }).click()
  await page.getByRole('option', { name: 'Viewer', exact: true }).click()
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/home$`))
  await page.goto(`/o/${slug}/members`)
  await expect(roleOf(page, cai)).toHaveText('Member')
  expect(saved).toHaveLength(1)
})

test('an open list saves the choices, also those made while saving', async ({ page }) => {
  const { slug, others } = await ownPlace(page, [{ name: 'Cai', roles: ['Viewer'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  await roleOf(page, cai).click()
  await page.getByRole('option', { name: 'Member', exact: true }).click()
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.waitForRequest((request) => request.method() === 'POST')
  await page.getByRole('option', { name: 'Viewer', exact: true }).click()
  await answered
  await expect(page.getByText('Cai is now Member.')).toBeVisible()
  await expect(page.getByRole('listbox')).toBeVisible()
  await expect(roleOf(page, cai)).toHaveText('Member')
  await page.reload()
  await expect(roleOf(page, cai)).toHaveText('Member')
})

test('saves a choice made just before the page is left', async ({ page }) => {
  const { slug, others } = await ownPlace(page, [{ name: 'Cai', roles: ['Viewer'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  await roleOf(page, cai).click()
  await page.getByRole('option', { name: 'Member', exact: true }).click()
  await page.reload()
  await expect
    .poll(async () => {
      await page.reload()
      return (await roleOf(page, cai).innerText()).split(', ').toSorted()
    })
    .toEqual(['Member', 'Viewer'])
})

test('choosing no role shows an error and sends nothing', async ({ page }) => {
  const { slug, others } = await ownPlace(page, [{ name: 'Cai', roles: ['Viewer'] }])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  const saved = savesOf(page)
  await roleOf(page, cai).click()
  await page.getByRole('option', { name: 'Viewer', exact: true }).click()
  await expect(rowOf(page, cai).getByRole('alert')).toHaveText('A member needs at least one role.')
  await page.keyboard.press('Escape')
  await expect(roleOf(page, cai)).toHaveText('Viewer')
  await expect(rowOf(page, cai).getByRole('alert')).toHaveText('A member needs at least one role.')
  await expectAccessible(page)
  expect(saved).toEqual([])
})

test('the last owner keeps the role, and the error appears in their row', async ({ page }) => {
  await saveOnClosing(page)
  const { slug, owner } = await ownPlace(page)
  await page.goto(`/o/${slug}/members`)
  await roleOf(page, owner).click()
  await page.getByRole('option', { name: /^Admin/ }).click()
  await page.getByRole('option', { name: /^Owner/ }).click()
  await page.keyboard.press('Escape')
  await expect(rowOf(page, owner).getByRole('alert')).toContainText('at least one owner')
  await expect(roleOf(page, owner)).toHaveText('Owner')
  await roleOf(page, owner).click()
  await expect(page.getByRole('option', { name: /^Admin/ })).toHaveAttribute('aria-selected', 'false')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(roleOf(page, owner)).toHaveText('Owner')
})

/** Collects the server-action requests sent from now on. */
function savesOf(page: Page): string[] {
  const saved: string[] = []
  page.on('request', (request) => {
    if (request.headers()['next-action']) saved.push(request.url())
  })
  return saved
}
