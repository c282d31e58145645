import { expect, test } from '@playwright/test'
import { decline, createInviter, makeExpired, send } from './invitation-steps'
import { button, rowOf } from './locators'
import { signInAsNewUser } from './sign-in-steps'
import { expectAccessible, linkOf, mailsTo, mailTo, newAddress, newPage } from './support'

/** Each has two or three people in as many browsers, and an axe run in four requests. */

test.describe('a link that no longer works says why', () => {
  test('declined, after a question, and can be undone', async ({ browser, page }) => {
    await createInviter(page)
    const email = newAddress()
    const link = await send(page, email)
    const plain = await newPage(browser, { javaScriptEnabled: false })
    await plain.goto(link)
    await button(plain, 'Decline').click()
    await expect(
      plain.getByRole('heading', { name: 'Decline the invitation to Journey & Sons?' }),
    ).toBeVisible()
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
    await signInAsNewUser(shown, { name: 'Wim Wrong' })
    await shown.goto(link)
    await expect(button(shown, 'Undo')).toHaveCount(0)
    await page.goto(`${new URL(page.url()).pathname}?state=declined`)
    await expect(rowOf(page, email)).toContainText('Declined')
  })

  test('revoked, and offers to ask for a new one', async ({ browser, page }) => {
    const { email: inviterEmail } = await createInviter(page)
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
    await guest.goto(link)
    await button(guest, 'Ask for a new link').click()
    await expect(guest.getByText('Request sent')).toBeVisible()
    const template = 'invitation_link_requested'
    const asked = await mailTo(page, inviterEmail, { template })
    const mails = await mailsTo(page, inviterEmail)
    expect(mails.filter((mail) => mail.template === template)).toHaveLength(1)
    await page.goto(linkOf(asked, '/o/'))
    await expect(rowOf(page, email)).toContainText('Revoked')
  })

  test('expired, until it is sent again', async ({ browser, page }) => {
    await createInviter(page)
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
    await createInviter(page)
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

test('opening a link changes nothing, however often: scanners open links', async ({ page }) => {
  await createInviter(page)
  const email = newAddress()
  const link = await send(page, email)
  for (let turn = 0; turn < 5; turn++) {
    const requests = ['GET', 'HEAD'].flatMap((method) => Array<string>(5).fill(method))
    for (const response of await Promise.all(
      requests.map((method) => page.request.fetch(link, { method })),
    )) {
      expect(response.status()).toBe(200)
      expect(response.headers()['cache-control']).toContain('no-store')
    }
  }
  await page.reload()
  await expect(rowOf(page, email)).toContainText('Pending')
})
