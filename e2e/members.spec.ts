import { expect, test, type Page } from '@playwright/test'
import { tabTo, tabToSkipLink } from './keyboard'
import { rowOf } from './locators'
import { roleEditor } from './role-steps'
import { signInAsOwner } from './sign-in-steps'
import { expectAccessible, mailTo, newPage, startSession } from './support'

async function shownNames(page: Page): Promise<string[]> {
  const links = page.getByRole('table').getByRole('row').getByRole('cell').getByRole('link')
  return (await links.allInnerTexts()).map((text) => text.split('\n').find((line) => line.length > 1) ?? '')
}

test('searches, filters, sorts and pages by the URL', async ({ page }) => {
  const members = Array.from({ length: 30 }, (_, n) => ({
    name: `Person ${String(n + 1).padStart(2, '0')}`,
    roles: n === 0 ? ['Admin'] : ['Viewer'],
  }))
  const last = { name: 'Zoë Ångström', roles: ['Member', 'Viewer'] }
  const { slug, others } = await signInAsOwner(page, [...members, last])

  await page.goto(`/o/${slug}/members`)
  await expect(page.getByText('1–25 of 32')).toBeVisible()
  const all = (await (await page.request.get(`/o/${slug}/members/export`)).text()).split('\r\n')
  expect([all.length, all[0]]).toEqual([34, '\uFEFFName,Email,Roles,Status,Joined,Last active,User ID'])
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect(page.getByText('26–32 of 32')).toBeVisible()
  expect(await shownNames(page)).toContain('Zoë Ångström')

  await page.getByRole('link', { name: 'Name', exact: true }).click()
  await expect(page).toHaveURL(/sort=-name/)
  await expect(page.getByRole('columnheader', { name: /Name/ })).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await shownNames(page))[0]).toBe('Zoë Ångström')
  await page.getByRole('link', { name: 'Joined' }).click()
  await expect.poll(async () => (await shownNames(page))[0]).toBe('Olga Owner')

  await page.getByRole('searchbox', { name: 'Search members' }).fill('angstrom ZO')
  await expect(page).toHaveURL(/q=angstrom/)
  await expect.poll(() => shownNames(page)).toEqual(['Zoë Ångström'])
  await expect(page.getByRole('searchbox', { name: 'Search members' })).toBeFocused()
  const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
  const found = (await (await page.request.get(href ?? '')).text()).trim().split('\r\n')
  expect(found).toHaveLength(2)
  expect(found[1]).toMatch(/^Zoë Ångström,[^,]+,Member; Viewer,Active,/)

  await page.getByRole('searchbox', { name: 'Search members' }).fill('')
  await expect(page).not.toHaveURL(/angstrom/)
  await page.getByRole('button', { name: 'Filter by role: All roles' }).click()
  await page.getByRole('menuitem', { name: 'Admin' }).click()
  await expect(page).toHaveURL(/role=rol_/)
  await expect.poll(() => shownNames(page)).toEqual(['Person 01'])
  await expect(rowOf(page, others[0] ?? '')).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search members' }).fill('nobody')
  await expect(page.getByText('No members match')).toBeVisible()
  await page.getByRole('link', { name: 'Show all members' }).click()
  await expect(page.getByText('1–25 of 32')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('searchbox', { name: 'Search members' })).toHaveValue('nobody')
})

test('suspends, restores and removes a member, informs them by email, and ends their access at once', async ({
  page,
  browser,
}) => {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Ben', roles: ['Admin'], invitations: 3 }])
  const [ben = ''] = others
  const memberPage = await newPage(browser)
  await startSession(memberPage, ben)
  await memberPage.goto(`/o/${slug}/members`)
  await expect(memberPage.getByRole('heading', { name: 'Members' })).toBeVisible()

  await page.goto(`/o/${slug}/members`)
  await rowOf(page, ben).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Suspend' }).click()
  await expect(page.getByText('Ben was suspended from Harbour.')).toBeVisible()
  await expect(rowOf(page, ben)).toContainText('Suspended')
  expect((await memberPage.goto(`/o/${slug}/members`))?.status()).toBe(404)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Ben has access to Harbour again.')).toBeVisible()
  await expect(rowOf(page, ben)).not.toContainText('Suspended')
  expect((await memberPage.goto(`/o/${slug}/members`))?.status()).toBe(200)

  await rowOf(page, ben).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Remove from organization' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove Ben?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await rowOf(page, ben).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Remove from organization' }).click()
  await question.getByRole('checkbox', { name: 'Also revoke the 3 pending invitations Ben sent' }).check()
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('Ben was removed from Harbour. 3 invitations were revoked.')).toBeVisible()
  await expect(rowOf(page, ben)).toBeHidden()

  const answer = await memberPage.goto(`/o/${slug}/members`)
  expect(answer?.status()).toBe(404)
  expect((await mailTo(page, ben, { template: 'member_removed' })).subject).toContain(
    'no longer a member of Harbour',
  )
})

test('by keyboard alone: roles, menu and removal', async ({ page }) => {
  const { slug, others } = await signInAsOwner(page, [{ name: 'Vic', roles: ['Viewer'] }])
  const [vic = ''] = others
  await page.goto(`/o/${slug}/members`)
  const { open, field, save } = roleEditor(page, vic)
  await tabToSkipLink(page)
  await page.keyboard.press('Enter')
  await tabTo(page, open)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: /^Viewer/ })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('option', { name: /^Member/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(save).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Vic is now Member.')).toBeVisible()
  await expect(open).toBeFocused()

  await page.keyboard.press('Tab')
  await expect(rowOf(page, vic).getByRole('button', { name: 'More actions' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'See details' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog', { name: 'Remove Vic?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toBeHidden()
  await expect(rowOf(page, vic).getByRole('button', { name: 'More actions' })).toBeFocused()
})

test('an admin sees only the actions that they may do; a member can only read', async ({ page }) => {
  const { slug, owner, others } = await signInAsOwner(page, [
    { name: 'Ada', roles: ['Admin'] },
    { name: 'Mia', roles: ['Member', 'Viewer'] },
    { name: 'Vic', roles: ['Viewer'] },
  ])
  const [ada = '', mia = '', vic = ''] = others
  await page.context().clearCookies()
  await startSession(page, ada)
  await page.goto(`/o/${slug}/members`)
  await roleEditor(page, mia).open.click()
  await expect(page.getByRole('option')).toHaveCount(2)
  await expect(page.getByRole('option', { name: /^Owner/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await roleEditor(page, owner).open.click()
  await expect(roleEditor(page, owner).field).toBeDisabled()
  await expect(rowOf(page, owner)).toContainText('Olga Owner has more permissions here than you.')
  await page.keyboard.press('Escape')
  await rowOf(page, owner).getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['See details'])

  await page.context().clearCookies()
  await startSession(page, mia)
  await page.goto(`/o/${slug}/members`)
  await expect(rowOf(page, owner).getByText('Owner', { exact: true })).toBeVisible()
  await expect(roleEditor(page, mia).open).toHaveCount(0)
  expect((await page.goto(`/o/${slug}/roles`))?.status()).toBe(404)

  await page.context().clearCookies()
  await startSession(page, vic)
  expect((await page.goto(`/o/${slug}/members`))?.status()).toBe(404)
  expect((await page.request.get(`/o/${slug}/members/export`)).status()).toBe(404)
})

test('a member’s page and the roles page are accessible, with a very long name too', async ({ page }) => {
  const { slug, others } = await signInAsOwner(page, [
    {
      name: 'Cai with a name that is longer than any line on a small phone could ever be',
      roles: ['Member', 'Viewer'],
    },
  ])
  const [cai = ''] = others
  await page.goto(`/o/${slug}/members`)
  await expectAccessible(page)
  await rowOf(page, cai).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'See details' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Cai with a name')
  await expect(page.getByText('added without an invitation')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove from organization' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/members$`))
  await expect(rowOf(page, cai)).toHaveCount(0)
  for (const unknown of ['auth0%7Cunknown', '%', 'x%00y']) {
    expect((await page.request.get(`/o/${slug}/members/${unknown}`)).status(), unknown).toBeLessThan(500)
  }

  await page.goto(`/o/${slug}/roles`)
  await expect(page.getByRole('rowheader', { name: 'Assign roles to members' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: '1 member' }).first().click()
  await expect(page).toHaveURL(/members\?role=rol_/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('roles change and members go', async ({ page }) => {
    const { slug, owner, others } = await signInAsOwner(page, [{ name: 'Cai', roles: ['Member'] }])
    const [cai = ''] = others
    await page.goto(`/o/${slug}/members?q=cai`)
    await changePlainly(page, cai, ['Admin', 'Viewer'])
    await page.goto(`/o/${slug}/members`)
    await expect(rowOf(page, cai).getByText('Admin', { exact: true }).first()).toBeVisible()

    await changePlainly(page, owner, ['Viewer'])
    await expect(page.getByRole('alert')).toContainText('at least one owner')

    await page.goto(`/o/${slug}/members`)
    await page.getByRole('link', { name: /^C?\s*Cai/ }).click()
    await page.getByText('End all sessions of Cai?', { exact: true }).click()
    await page.getByRole('button', { name: 'End all sessions', exact: true }).click()
    await expect(page.getByText('ended all sessions of Cai').first()).toBeVisible()
    await page.getByText('Remove Cai?', { exact: true }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/o/${slug}/members$`))
    await expect(rowOf(page, cai)).toHaveCount(0)
  })

  test('a phone has the sidebar above the page', async ({ page }) => {
    const { slug } = await signInAsOwner(page)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`/o/${slug}/members`)
    await expect(page.getByRole('button', { name: 'Open navigation' })).toBeHidden()
    await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(1)
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Roles' }).click()
    await expect(page).toHaveURL(new RegExp(`/o/${slug}/roles$`))
  })
})

/** On the member’s page, to which their row leads. */
async function changePlainly(page: Page, email: string, roles: string[]): Promise<void> {
  await rowOf(page, email).getByRole('link', { name: 'Change role' }).click()
  await page.locator('summary', { hasText: 'Change role' }).click()
  await page.getByRole('listbox', { name: 'Role' }).selectOption(roles)
  await page.getByRole('button', { name: 'Save' }).click()
}
