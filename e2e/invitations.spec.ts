import { expect, test } from '@playwright/test'
import {
  button,
  fillInvite,
  hostOf,
  joinAsNew,
  landedIn,
  newPage,
  openInvitation,
  rowOf,
  send,
  sendButton,
} from './invitation-steps'
import { expectAccessible, linkOf, mailTo, mailsTo, newAddress, signIn } from './support'
import { roleEditorIn } from './role-steps'

/** Each has two or three people in as many browsers, and an axe run in four looks. */
test.describe.configure({ timeout: 180_000 })

test.describe('the roles of an invitation', () => {
  test('change on its page, and apply to an invitee who opens the link sent before', async ({
    browser,
    page,
  }) => {
    const { slug } = await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    await openInvitation(page, email)
    const { open, save } = roleEditorIn(page.getByRole('main'))
    await open.click()
    const member = page.getByRole('option', { name: 'Member', exact: true })
    await expect(member).toHaveAccessibleDescription('Can work and see teammates.')
    await expectAccessible(page)
    await page.getByRole('option', { name: 'Admin', exact: true }).click()
    await save.click()
    await expect(page.getByText(`The invitation to ${email} now offers Admin.`)).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Admin')
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
    await openInvitation(guest, mighty)
    await expect(guest.getByRole('main')).toContainText('Owner')
    const { open } = roleEditorIn(guest.getByRole('main'))
    await expect(open).toHaveCount(0)
    await guest.goto(`/o/${slug}/invitations`)
    await openInvitation(guest, lesser)
    await open.click()
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
    await openInvitation(plain, invited)
    const list = plain.getByRole('listbox', { name: 'Role' })
    await plain.locator('summary', { hasText: 'Change role' }).click()
    await list.selectOption([])
    await button(plain, 'Save').click()
    await expect(plain.getByRole('alert').filter({ hasText: 'Choose at least one role.' })).toBeVisible()
    await list.selectOption(['Viewer'])
    await button(plain, 'Save').click()
    await plain.goto(`/o/${slug}/invitations`)
    await expect(rowOf(plain, invited)).toContainText('Viewer')
  })
})

test('a revoked invitation has a timeline, and no more actions', async ({ page }) => {
  const { slug } = await hostOf(page)
  const email = newAddress()
  await send(page, email)
  await rowOf(page, email).getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText(`Invitation to ${email} revoked.`)).toBeVisible()
  await page.goto(`/o/${slug}/invitations?state=revoked`)
  await openInvitation(page, email)
  const timeline = page.getByRole('list', { name: 'Timeline' }).getByRole('listitem')
  await expect(timeline).toHaveText([/^Revoked.*by Ola Host$/, /^Email sent/, /^Invitation created.*by Ola/])
  await expect(button(page, 'Resend')).toHaveCount(0)
  await expectAccessible(page)
})
