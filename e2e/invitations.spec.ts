import { expect, test, type Page } from '@playwright/test'
import {
  fillInvite,
  createInviter,
  joinAsNew,
  landedIn,
  openInvitation,
  send,
  sendButton,
} from './invitation-steps'
import { button, rowOf } from './locators'
import { expectAccessible, linkOf, mailsTo, mailTo, newAddress, newPage, startSession } from './support'
import { roleEditorIn } from './role-steps'

/** Each has two or three people in as many browsers, and an axe run in four looks. */

test.describe('the roles of an invitation', () => {
  test('change on its page, and apply to an invitee who opens the link sent before', async ({
    browser,
    page,
  }) => {
    const { slug } = await createInviter(page)
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
    const { slug } = await createInviter(page)
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
    const { email, slug } = await createInviter(page)
    const invited = newAddress()
    await send(page, invited)
    const plain = await newPage(browser, { javaScriptEnabled: false })
    await startSession(plain, email)
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

test('several invitations are sent again or revoked at once, and revoking can be undone', async ({
  page,
}) => {
  const { slug } = await createInviter(page)
  const emails = ['a', 'b', 'c', 'd'].map((letter) => newAddress(letter))
  await fillInvite(page, `${emails.join(', ')},`)
  await sendButton(page).click()
  await expect(page.getByText('4 invitations sent.')).toBeVisible()
  await page.goto(`/o/${slug}/invitations?sort=address`)
  const [first = '', second = '', third = '', last = ''] = emails
  const box = (email: string) => page.getByRole('checkbox', { name: `Select ${email}` })
  const bar = page.getByRole('region', { name: 'Selection' })
  await box(first).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await box(last).click({ modifiers: ['Shift'] })
  await expect(bar.getByRole('status')).toHaveText('3 selected')
  await rowOf(page, third)
    .getByText('Pending')
    .click({ modifiers: ['ControlOrMeta'] })
  await expect(bar.getByRole('status')).toHaveText('2 selected')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(bar.getByRole('status')).toBeEmpty()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await bar.getByRole('button', { name: 'Resend' }).click()
  await expect(page.getByText('4 invitations sent again. The earlier links no longer work.')).toBeVisible()
  await expect(bar.getByRole('status')).toBeEmpty()
  await box(second).click()
  await box(last).click({ modifiers: ['Shift'] })
  await bar.getByRole('button', { name: 'Revoke' }).click()
  const question = page.getByRole('alertdialog', { name: 'Revoke 3 invitations?' })
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('3 invitations revoked.')).toBeVisible()
  await expect(rowOf(page, second)).toHaveCount(0)
  await button(page, 'Undo').click()
  await expect(page.getByText('3 invitations restored. Their links work again.')).toBeVisible()
  await expect(rowOf(page, second)).toContainText('Pending')
  await resendAtOnce(page, [first, second])
  await rowOf(page, third).getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText(`Invitation to ${third} revoked.`)).toBeVisible()
  await page.goto(`/o/${slug}/invitations?state=revoked`)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await openInvitation(page, third)
  const timeline = page.getByRole('list', { name: 'Timeline' }).getByRole('listitem')
  const events = timeline.filter({ hasText: /by Ola Host/ })
  await expect(events).toHaveText([
    /^Revoked/,
    /^Revocation undone/,
    /^Revoked/,
    /^Sent again/,
    /^Invitation created/,
  ])
  await expect(button(page, 'Resend')).toHaveCount(0)
  await expectAccessible(page)
})

/** Each in its row, while the one before has no answer yet. */
async function resendAtOnce(page: Page, emails: readonly string[]): Promise<void> {
  const answers: (() => void)[] = []
  const isList = (url: URL) => url.pathname.endsWith('/invitations')
  await page.route(isList, async (route) => {
    if (route.request().method() === 'POST') await new Promise<void>((resolve) => answers.push(resolve))
    return route.continue()
  })
  const sent = await Promise.all(emails.map((email) => mailsTo(page, email)))
  for (const email of emails) {
    await rowOf(page, email).getByRole('button', { name: 'Resend' }).click()
    await expect.poll(() => answers.length).toBeGreaterThan(0)
  }
  for (const index of emails.keys()) {
    await expect.poll(() => answers.length).toBe(index + 1)
    answers[index]?.()
  }
  for (const [index, email] of emails.entries())
    await expect.poll(() => mailsTo(page, email)).toHaveLength((sent[index]?.length ?? 0) + 1)
  await page.unroute(isList)
}
