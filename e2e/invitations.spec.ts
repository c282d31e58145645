import { expect, test } from '@playwright/test'
import { fillInvite, hostOf, joinAsNew, landedIn, newPage, rowOf, send, sendButton } from './invitation-steps'
import { expectAccessible, linkOf, mailTo, mailsTo, newAddress, signIn } from './support'
import { roleEditor } from './role-steps'

/** Each has two or three people in as many browsers, and an axe run in four looks. */
test.describe.configure({ timeout: 180_000 })

test.describe('the roles of an invitation', () => {
  test('change in its row, and apply to an invitee who opens the link sent before', async ({
    browser,
    page,
  }) => {
    const { slug } = await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    const { open, save } = roleEditor(page, email)
    await open.click()
    const member = page.getByRole('option', { name: 'Member', exact: true })
    await expect(member).toHaveAccessibleDescription('Can work and see teammates.')
    await expectAccessible(page)
    await page.getByRole('option', { name: 'Admin', exact: true }).click()
    await save.click()
    await expect(page.getByText(`The invitation to ${email} now offers Admin.`)).toBeVisible()
    await expect(rowOf(page, email)).toContainText('Admin')
    await expectAccessible(page)
    expect(await mailsTo(page, email)).toHaveLength(1)
    const guest = await newPage(browser)
    await guest.goto(link)
    await joinAsNew(guest)
    await landedIn(guest, slug)
    await page.goto(`/o/${slug}/members`)
    await expect(rowOf(page, email)).toContainText('Admin')
  })

  test('are shown only, where they are more than the reader may give', async ({ browser, page }) => {
    const { slug } = await hostOf(page)
    const [admin, mighty, lesser] = [newAddress('admin'), newAddress('mighty'), newAddress('lesser')]
    await fillInvite(page, admin, 'Admin')
    await sendButton(page).click()
    await expect(rowOf(page, admin)).toContainText('Pending')
    const link = linkOf(await mailTo(page, admin, { template: 'invitation' }), '/invitations/')
    await fillInvite(page, mighty, 'Owner')
    await sendButton(page).click()
    await expect(rowOf(page, mighty)).toContainText('Pending')
    await send(page, lesser)
    const guest = await newPage(browser)
    await guest.goto(link)
    await joinAsNew(guest)
    await landedIn(guest, slug)
    await guest.goto(`/o/${slug}/invitations`)
    await expect(rowOf(guest, mighty)).toContainText('Owner')
    await expect(roleEditor(guest, mighty).open).toHaveCount(0)
    await roleEditor(guest, lesser).open.click()
    await expect(guest.getByRole('option', { name: 'Admin' })).toBeVisible()
    await expect(guest.getByRole('option', { name: 'Owner' })).toHaveCount(0)
  })

  test('change without JavaScript, and choosing none is refused with a word', async ({ browser, page }) => {
    const { email, slug } = await hostOf(page)
    const invited = newAddress()
    await send(page, invited)
    const plain = await newPage(browser, { javaScriptEnabled: false })
    await signIn(plain, email)
    await plain.goto(`/o/${slug}/invitations`)
    const list = rowOf(plain, invited).getByRole('listbox', { name: 'Role' })
    await rowOf(plain, invited).getByText('Change role').click()
    await list.selectOption([])
    await rowOf(plain, invited).getByRole('button', { name: 'Save' }).click()
    await expect(plain.getByText('Choose at least one role.')).toBeVisible()
    await list.selectOption(['Viewer'])
    await rowOf(plain, invited).getByRole('button', { name: 'Save' }).click()
    await plain.goto(`/o/${slug}/invitations`)
    await expect(rowOf(plain, invited).getByText('Viewer', { exact: true }).first()).toBeVisible()
  })
})
