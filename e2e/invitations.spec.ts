import { expect, test } from '@playwright/test'
import {
  button,
  fillInvite,
  hostOf,
  joinAsNew,
  landedIn,
  makeExpired,
  newPage,
  rowOf,
  send,
} from './invitation-steps'
import { roleEditor } from './role-steps'
import { expectAccessible, linkOf, mailTo, mailsTo, newAddress, signIn } from './support'

/** Each has two or three people in as many browsers, and an axe run in four looks. */
test.describe.configure({ timeout: 180_000 })

test.describe('inviting', () => {
  test('many at once: each address is judged before anything is sent', async ({ page }) => {
    await hostOf(page)
    await expectAccessible(page)
    const [ann, bob] = [newAddress('ann'), newAddress('bob')]
    const typed = `${ann}, bob@nowhere\n${bob}`
    await fillInvite(page, typed)
    await button(page, 'Send invitations').click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('Nothing was sent: 1 of 3 addresses cannot be invited.')).toBeVisible()
    await expect(dialog.getByRole('listitem')).toContainText('bob@nowhere')
    await expectAccessible(page)
    expect(await mailsTo(page, ann)).toEqual([])
    await expect(dialog.getByRole('textbox', { name: 'Email addresses' })).toHaveValue(typed)
    await button(page, 'Send to the other 2 addresses').click()
    await expect(page.getByText('2 invitations sent.')).toBeVisible()
    for (const email of [ann, bob]) {
      await expect(rowOf(page, email)).toContainText('Pending')
      await expect(rowOf(page, email)).toContainText('in 7 days')
      await expect(rowOf(page, email)).toContainText('Member')
    }
    await expectAccessible(page)
  })

  test('the list of roles leaves what comes after it free, also where it is long and the window is low', async ({
    page,
  }) => {
    await hostOf(page)
    for (const height of [720, 500]) {
      await page.setViewportSize({ width: 1280, height })
      const email = newAddress()
      await fillInvite(page, email)
      await expect(page.getByRole('listbox')).toBeVisible()
      await button(page, 'Send invitations').click()
      await expect(rowOf(page, email)).toContainText('Pending')
      await expect(page.getByRole('listbox')).toHaveCount(0)
    }
  })

  test('an address that waits already, and a member, are said to be so', async ({ page }) => {
    const { email: own } = await hostOf(page)
    const email = newAddress()
    await send(page, email)
    await fillInvite(page, `${email.toUpperCase()} ${own}`)
    await button(page, 'Send invitations').click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('Already invited.')).toBeVisible()
    await expect(dialog.getByText('Already a member.')).toBeVisible()
    await expect(button(page, 'Send to the 1')).toHaveCount(0)
  })

  test('the list searches by address and filters by state', async ({ page }) => {
    const { slug } = await hostOf(page)
    const [ann, bob] = [newAddress('ann'), newAddress('bob')]
    await fillInvite(page, `${ann} ${bob}`)
    await button(page, 'Send invitations').click()
    await expect(rowOf(page, bob)).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search by address' }).fill('ANN')
    await button(page, 'Search').click()
    await expect(page).toHaveURL(/q=ANN/)
    await expect(rowOf(page, ann)).toBeVisible()
    await expect(rowOf(page, bob)).toHaveCount(0)
    await page.goto(`/o/${slug}/invitations?state=revoked`)
    await expect(page.getByText('Nothing matches')).toBeVisible()
  })

  test('without JavaScript, too', async ({ browser, page }) => {
    const { email, slug } = await hostOf(page)
    const plain = await newPage(browser, { javaScriptEnabled: false })
    await signIn(plain, email)
    await plain.goto(`/o/${slug}/invitations`)
    await plain.getByText('Invite people', { exact: true }).filter({ visible: true }).click()
    const invited = newAddress()
    await plain.getByRole('textbox', { name: 'Email addresses' }).fill(invited)
    await plain.getByRole('listbox', { name: 'Role' }).selectOption('Viewer')
    await button(plain, 'Send invitations').click()
    await expect(rowOf(plain, invited).getByRole('option', { selected: true })).toHaveText('Viewer')
    await rowOf(plain, invited).getByRole('button', { name: 'Copy link' }).click()
    await expect(plain.getByRole('textbox', { name: 'Invitation link' })).toHaveValue(
      /\/invitations\/\w{32}$/,
    )
  })
})

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
    await button(page, 'Send invitations').click()
    await expect(rowOf(page, admin)).toContainText('Pending')
    const link = linkOf(await mailTo(page, admin, { template: 'invitation' }), '/invitations/')
    await fillInvite(page, mighty, 'Owner')
    await button(page, 'Send invitations').click()
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
    await rowOf(plain, invited).getByText('Change role').filter({ visible: true }).click()
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
  test('declined', async ({ browser, page }) => {
    await hostOf(page)
    const email = newAddress()
    const guest = await newPage(browser)
    await guest.goto(await send(page, email))
    await button(guest, 'Decline').click()
    await expect(guest.getByRole('heading', { name: 'This invitation was declined' })).toBeVisible()
    await expectAccessible(guest)
    await page.goto(`${new URL(page.url()).pathname}?state=declined`)
    await expect(rowOf(page, email)).toContainText('Declined')
  })

  test('revoked', async ({ browser, page }) => {
    await hostOf(page)
    const email = newAddress()
    const link = await send(page, email)
    await rowOf(page, email).getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByText(`Invitation to ${email} revoked.`)).toBeVisible()
    await expect(rowOf(page, email)).toHaveCount(0)
    const guest = await newPage(browser)
    await guest.goto(link)
    await expect(guest.getByRole('heading', { name: 'This invitation was revoked' })).toBeVisible()
    await expect(guest.getByText('Ask Ola for a new one')).toBeVisible()
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
