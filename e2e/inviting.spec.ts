import { expect, test } from '@playwright/test'
import { countSteps, fillInvite, createInviter, send, sendButton } from './invitation-steps'
import { tabTo, tabToSkipLink } from './keyboard'
import { button, rowOf } from './locators'
import { pagesBuilt, pathOf } from './pages'
import { createPortalFixture, createPortalUsers } from './portal-fixture'
import { expectAccessible, mailsTo, mailTo, newAddress, newPage, startSession } from './support'

test.describe('inviting', () => {
  test('every page of the portal has one button that opens the dialog, phones in the menu', async ({
    browser,
    baseURL,
  }) => {
    const people = await createPortalUsers(baseURL ?? '')
    const page = await people.visitor.open(browser, people.tenant.url)
    const at = await createPortalFixture(people)
    const patterns = pagesBuilt().filter((path) => /^\/o\/\[slug\]\/(?!\[)/.test(path))
    expect(patterns.length).toBeGreaterThan(12)
    const field = page.getByRole('textbox', { name: 'Email addresses' })
    for (const pattern of patterns) {
      await page.goto(pathOf(pattern, at))
      const counted = await countSteps(page)
      await button(page, 'Invite people').click()
      await expect(field, pattern).toBeFocused()
      expect(await counted()).toEqual({ clicks: 1, fields: 0 })
    }
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`/o/${at.organization.slug}/roles`)
    await button(page, 'Open navigation').click()
    await button(page, 'Invite people').click()
    await expect(page.getByRole('dialog')).toHaveCount(1)
    await expect(field).toBeFocused()
  })

  test('five people with two roles, in four clicks and one field', async ({ page }) => {
    const { slug } = await createInviter(page)
    await page.goto(`/o/${slug}/roles`)
    const five = Array.from({ length: 5 }, () => newAddress())
    const counted = await countSteps(page)
    await fillInvite(page, five.join('\n'))
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('Can be invited')).toHaveCount(5)
    await dialog.getByRole('combobox', { name: `Role for ${five[0]}` }).click()
    await page.getByRole('option', { name: 'Admin', exact: true }).click()
    await button(page, 'Send 5 invitations').click()
    await expect(page.getByText('5 invitations sent.')).toBeVisible()
    expect(await counted()).toEqual({ clicks: 4, fields: 1 })
    await expect(button(page, 'Invite people')).toBeFocused()
    await page.goto(`/o/${slug}/invitations`)
    for (const [index, email] of five.entries())
      await expect(rowOf(page, email)).toContainText(index === 0 ? 'Admin' : 'Member')
  })

  test('shows what is wrong with each address, sends the others and keeps the rest', async ({ page }) => {
    const { email: own } = await createInviter(page)
    await expectAccessible(page)
    const [ann, bob, invited] = [newAddress('ann'), newAddress('bob'), newAddress()]
    await send(page, invited)
    await fillInvite(page, `${ann}, bob@nowhere\n${own.toUpperCase()}; ${invited} Ann <${ann}>`)
    const dialog = page.getByRole('dialog')
    const person = (address: string) => dialog.getByRole('listitem').filter({ hasText: address })
    await expect(person(ann)).toContainText('Can be invited')
    await expect(person('bob@nowhere')).toContainText('Enter an email address')
    await expect(person(own.toUpperCase())).toContainText('Already a member.')
    await expect(person(invited)).toContainText('Already invited.')
    await expect(dialog.getByRole('listitem')).toHaveCount(4)
    await expectAccessible(page)
    await button(page, 'Send 1 invitation').click()
    await expect(page.getByText(`Invitation sent to ${ann}.`)).toBeVisible()
    await expect(dialog.getByText('3 addresses were not invited')).toBeVisible()
    await expect(dialog.getByRole('listitem')).toHaveCount(3)
    await button(page, 'Send invitations').click()
    await expect(dialog.getByText('Nothing was sent: 3 of 3 addresses cannot be invited.')).toBeVisible()
    await button(page, 'Edit bob@nowhere').click()
    const field = dialog.getByRole('textbox', { name: 'Email addresses' })
    await expect(field).toBeFocused()
    await expect(field).toHaveValue('bob@nowhere')
    await field.fill(bob)
    await expect(dialog.getByText('Nothing was sent')).toHaveCount(0)
    await button(page, `Remove ${invited}`).click()
    await button(page, `Remove ${own.toUpperCase()}`).click()
    await dialog.getByText('More options').click()
    await dialog.getByRole('textbox', { name: 'Personal message' }).fill('Hi Bob,\nsee evil.example')
    await dialog.getByRole('combobox', { name: 'The link works for' }).selectOption('30 days')
    await expectAccessible(page)
    await page.route('**', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    )
    const late = newAddress('late')
    await field.fill(`${late} `)
    await expect(person(late)).toContainText('Could not be checked')
    await page.unroute('**')
    await button(page, `Remove ${late}`).click()
    await button(page, 'Send 1 invitation').click()
    await expect(dialog).toHaveCount(0)
    for (const email of [ann, bob]) {
      await expect(rowOf(page, email)).toContainText('Pending')
      await expect(rowOf(page, email)).toContainText('Member')
    }
    await expect(rowOf(page, ann)).toContainText('in 7 days')
    await expect(rowOf(page, bob)).not.toContainText('in 7 days')
    const { text } = await mailTo(page, bob, { template: 'invitation' })
    expect(text).toContain('wrote:\n\nHi Bob,\nsee evil. example')
    expect(await mailsTo(page, invited)).toHaveLength(1)
  })

  test('works by keyboard alone, with a second role for everyone', async ({ page }) => {
    const { slug } = await createInviter(page)
    await page.goto(`/o/${slug}/members`)
    const [ann, bob] = [newAddress('ann'), newAddress('bob')]
    await tabToSkipLink(page)
    await tabTo(page, button(page, 'Invite people'))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const field = dialog.getByRole('textbox', { name: 'Email addresses' })
    await expect(field).toBeFocused()
    await page.keyboard.type(`${ann}, Bob Lee <${bob}>, nonsense;`)
    await expect(dialog.getByRole('listitem')).toHaveCount(3)
    await expect(dialog.getByRole('listitem').filter({ hasText: bob })).toContainText('Bob Lee')
    await page.keyboard.press('Backspace')
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await expect(dialog.getByRole('combobox', { name: 'Role', exact: true })).toHaveText('Member')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(button(page, 'Add another role')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('option', { name: 'Member' })).toBeFocused()
    await page.keyboard.type('Viewer')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expect(dialog.getByRole('combobox', { name: `Role for ${bob}` })).toHaveText('Member, Viewer')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('2 invitations sent.')).toBeVisible()
    await page.goto(`/o/${slug}/invitations`)
    for (const email of [ann, bob]) {
      await expect(rowOf(page, email)).toContainText('Member')
      await expect(rowOf(page, email)).toContainText('Viewer')
    }
  })

  test('the list of roles leaves what comes after it free, also in a low window', async ({ page }) => {
    await createInviter(page)
    await page.setViewportSize({ width: 1280, height: 500 })
    const email = newAddress()
    await fillInvite(page, email)
    await button(page, 'Add another role').click()
    await expect(page.getByRole('listbox')).toBeVisible()
    await sendButton(page).click()
    await expect(rowOf(page, email)).toContainText('Pending')
    await expect(page.getByRole('listbox')).toHaveCount(0)
  })

  test('the list searches by address and filters by state', async ({ page }) => {
    const { slug } = await createInviter(page)
    const [ann, bob] = [newAddress('ann'), newAddress('bob')]
    await fillInvite(page, `${ann} ${bob}`)
    await sendButton(page).click()
    await expect(rowOf(page, bob)).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search by address' }).fill('ANN')
    await expect(page).toHaveURL(/q=ANN/)
    await expect(rowOf(page, ann)).toBeVisible()
    await expect(rowOf(page, bob)).toHaveCount(0)
    await page.goto(`/o/${slug}/invitations?state=revoked`)
    await expect(page.getByText('Nothing matches')).toBeVisible()
  })

  test('without JavaScript, too', async ({ browser, page }) => {
    const [{ email, slug }, plain] = await Promise.all([
      createInviter(page),
      newPage(browser, { javaScriptEnabled: false }),
    ])
    await startSession(plain, email)
    await plain.goto(`/o/${slug}/invitations`)
    await plain.getByText('Invite people', { exact: true }).filter({ visible: true }).click()
    const invited = newAddress()
    await plain.getByRole('textbox', { name: 'Email addresses' }).fill(invited)
    await plain.getByRole('listbox', { name: 'Role' }).selectOption('Viewer')
    await button(plain, 'Send invitations').click()
    await expect(rowOf(plain, invited)).toContainText('Viewer')
    await rowOf(plain, invited).getByRole('button', { name: 'Copy link' }).click()
    await expect(plain.getByRole('textbox', { name: 'Invitation link' })).toHaveValue(
      /\/invitations\/\w{32}$/,
    )
  })
})
