import { expect, test } from '@playwright/test'
import {
  button,
  decline,
  fillInvite,
  hostOf,
  joinAsNew,
  landedIn,
  makeExpired,
  newPage,
  rowOf,
  send,
  sendButton,
} from './invitation-steps'
import { expectAccessible, linkOf, mailTo, mailsTo, newAddress, signIn, signUp } from './support'
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

test.describe('a link that is dead says why', () => {
  test('declined, after a question, and can be undone', async ({ browser, page }) => {
    await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    const plain = await newPage(browser, { javaScriptEnabled: false })
    await plain.goto(link)
    await button(plain, 'Decline').click()
    await expect(plain.getByRole('heading', { name: 'Decline to join Journey & Sons?' })).toBeVisible()
    await button(plain, 'Decline').click()
    await button(plain, 'Undo').click()
    await expect(button(plain, 'Accept invitation')).toBeVisible()
    const guest = await newPage(browser)
    await guest.goto(link)
    await button(guest, 'Decline').click()
    await guest.getByRole('button', { name: 'Cancel' }).click()
    await expect(guest.getByRole('main').getByRole('button', { name: 'Decline' })).toBeFocused()
    await decline(guest)
    await expect(button(guest, 'Undo')).toBeVisible()
    await expectAccessible(guest)
    const shown = await newPage(browser)
    await signUp(shown, { name: 'Wim Wrong' })
    await shown.goto(link)
    await expect(button(shown, 'Undo')).toHaveCount(0)
    await page.goto(`${new URL(page.url()).pathname}?state=declined`)
    await expect(rowOf(page, email)).toContainText('Declined')
  })

  test('revoked, and offers to ask for a new one', async ({ browser, page }) => {
    const { email: host } = await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    await rowOf(page, email).getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByText(`Invitation to ${email} revoked.`)).toBeVisible()
    await expect(rowOf(page, email)).toHaveCount(0)
    const guest = await newPage(browser)
    await guest.goto(link)
    await expect(guest.getByRole('heading', { name: 'This invitation was revoked' })).toBeVisible()
    await expectAccessible(guest)
    await button(guest, 'Ask for a new link').click()
    await expect(guest.getByText('Request sent')).toBeVisible()
    await expect(button(guest, 'Ask for a new link')).toHaveCount(0)
    await page.goto(linkOf(await mailTo(page, host, { after: 1 }), '/o/'))
    await expect(rowOf(page, email)).toContainText('Revoked')
  })

  test('expired, until it is sent again', async ({ browser, page }) => {
    await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    await makeExpired(email)
    const guest = await newPage(browser)
    await guest.goto(link)
    await expect(guest.getByRole('heading', { name: 'This invitation has expired' })).toBeVisible()
    await page.reload()
    await expect(rowOf(page, email)).toContainText('Expired')
    await rowOf(page, email).getByRole('button', { name: 'Resend' }).click()
    await expect(rowOf(page, email)).toContainText('Pending')
    await guest.goto(linkOf(await mailTo(page, email, { after: 1 }), '/invitations/'))
    await expect(button(guest, 'Accept invitation')).toBeVisible()
  })

  test('superseded by a resend, whose link works', async ({ browser, page }) => {
    await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    await rowOf(page, email).getByRole('button', { name: 'Resend' }).click()
    const renewed = linkOf(await mailTo(page, email, { after: 1 }), '/invitations/')
    expect(renewed).not.toBe(link)
    const guest = await newPage(browser)
    await guest.goto(link)
    await expect(guest.getByRole('heading', { name: 'A newer invitation was sent' })).toBeVisible()
    await guest.goto(renewed)
    await expect(button(guest, 'Accept invitation')).toBeVisible()
  })

  test('unknown is a page with status 404', async ({ page }) => {
    const response = await page.goto(`/invitations/${'A'.repeat(32)}`)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'Invitation not found' })).toBeVisible()
    await expectAccessible(page)
  })
})

test('looking changes nothing, however often: scanners open links', async ({ page }) => {
  await hostOf(page)
  const email = newAddress()
  const link = await send(page, email)
  for (let turn = 0; turn < 5; turn++) {
    const looks = ['GET', 'HEAD'].flatMap((method) => Array<string>(5).fill(method))
    for (const response of await Promise.all(looks.map((method) => page.request.fetch(link, { method })))) {
      expect(response.status()).toBe(200)
      expect(response.headers()['cache-control']).toContain('no-store')
    }
  }
  await page.reload()
  await expect(rowOf(page, email)).toContainText('Pending')
})
