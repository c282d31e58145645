import { expect, test } from '@playwright/test'
import { countStepsOfPages, createInviter, joinAsNew, landedIn, send } from './invitation-steps'
import { button, field, rowOf } from './locators'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization, enterPassword, expectAccessible, mailTo, newAddress, newPage } from './support'

/** Each test has two or three users, each in their own browser context, and several accessibility checks. */

test.describe('a new person', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`gets in from the mail, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async ({
      browser,
      page,
    }) => {
      const { slug } = await createInviter(page)
      const email = newAddress()
      const link = await send(page, email)
      const guest = await newPage(browser, { javaScriptEnabled })
      await guest.goto(link)
      await expect(guest.getByRole('heading', { name: 'Join Journey & Sons' })).toBeVisible()
      expect(await guest.content()).not.toContain(email)
      if (javaScriptEnabled) await expectAccessible(guest)
      await field(guest, 'Name').fill('Nia New')
      await field(guest, 'Password').fill('short')
      await button(guest, 'Accept invitation').click()
      await expect(guest.getByText('A password needs at least 10 characters.')).toBeVisible()
      await expect(field(guest, 'Name')).toHaveValue('Nia New')
      await joinAsNew(guest)
      await landedIn(guest, slug)
      await guest.goto(link)
      await expect(guest.getByRole('heading', { name: 'You’ve already joined' })).toBeVisible()
      const signedOut = await newPage(browser)
      await signedOut.goto(link)
      await expect(
        signedOut.getByRole('heading', { name: 'This invitation has been accepted' }),
      ).toBeVisible()
      await expectAccessible(signedOut)
      expect((await mailTo(page, email)).template).toBe('invitation')
    })
  }

  test('is in the organization after two clicks and two fields, the link in the email included', async ({
    browser,
    page,
  }) => {
    const { slug } = await createInviter(page)
    const email = newAddress()
    const link = await send(page, email)
    const guest = await newPage(browser)
    const steps = await countStepsOfPages(guest)
    await guest.goto(link)
    await joinAsNew(guest)
    await landedIn(guest, slug)
    expect(steps()).toEqual({ clicks: 1, fields: 2 })
  })

  test('may join without a password', async ({ browser, page }) => {
    const { slug } = await createInviter(page)
    const link = await send(page, newAddress())
    const guest = await newPage(browser)
    await guest.goto(link)
    await field(guest, 'Name').fill('Nia New')
    await button(guest, 'Join without a password').click()
    await landedIn(guest, slug)
  })

  test('with a copied link enters a code first', async ({ browser, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const { slug } = await createInviter(page)
    const email = newAddress()
    const mailed = await send(page, email)
    await rowOf(page, email).getByRole('button', { name: 'Copy link' }).click()
    await expect(page.getByText('Link copied.')).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).not.toContain(mailed)
    const guest = await newPage(browser)
    await guest.goto(new URL(copied).pathname)
    await expectAccessible(guest)
    await expect(field(guest, 'Password')).toHaveCount(0)
    await button(guest, 'Send code').click()
    await field(guest, 'Code').fill('000000')
    await expectAccessible(guest)
    await button(guest, 'Continue').click()
    await expect(guest.getByText('This code is not valid.')).toBeVisible()
    const mail = await mailTo(page, email, { after: 1 })
    expect(mail.template).toBe('invitation_code')
    await field(guest, 'Code').fill(/\b\d{6}\b/.exec(mail.text)?.[0] ?? '')
    await button(guest, 'Continue').click()
    await joinAsNew(guest)
    await landedIn(guest, slug)
  })
})

test.describe('an existing person', () => {
  test('switches from the wrong account to the invited one, whose name stays unchanged', async ({
    browser,
    page,
  }) => {
    const [{ slug, email: inviterEmail }, guest] = await Promise.all([createInviter(page), newPage(browser)])
    const { email, name } = await signInAsNewUser(guest, { name: 'Gus Guest' })
    const link = await send(page, email)
    const wrong = await newPage(browser)
    await signInAsNewUser(wrong, { name: 'Wim Wrong' })
    await wrong.goto(link)
    await expect(wrong.getByText('This invitation is for another account')).toBeVisible()
    await expect(button(wrong, 'Accept invitation')).toHaveCount(0)
    await expectAccessible(wrong)
    await button(wrong, 'Switch account').click()
    await expect(wrong.getByText('Sign in with it to accept.')).toBeVisible()
    await expectAccessible(wrong)
    await enterPassword(wrong, email)
    await expect(button(wrong, 'Accept invitation')).toBeVisible()
    await expectAccessible(wrong)
    await button(wrong, 'Accept invitation').click()
    await landedIn(wrong, slug)
    const session = (await (await wrong.request.get('/api/auth/session')).json()) as {
      user: { name: string }
    }
    expect(session.user.name).toBe(name)
    expect((await mailTo(page, inviterEmail)).template).toBe('invitation_accepted')
  })

  test('finds it without the email: in their organizations and in the switcher', async ({
    browser,
    page,
  }) => {
    const [{ slug }, guest] = await Promise.all([createInviter(page), newPage(browser)])
    const { email } = await signInAsNewUser(guest)
    const { slug: own } = await createOrganization(guest, 'Mine')
    await send(page, email)
    await guest.goto('/orgs')
    await expect(guest.getByRole('link', { name: 'View invitation to Journey & Sons' })).toBeVisible()
    await expectAccessible(guest)
    await guest.goto(`/o/${own}/home`)
    await button(guest, 'Switch organization').click()
    await guest.getByRole('menuitem', { name: 'Journey & Sons' }).click()
    await expect(guest.getByRole('heading', { name: 'Join Journey & Sons' })).toBeVisible()
    await button(guest, 'Accept invitation').click()
    await landedIn(guest, slug)
    await guest.goto('/orgs')
    await expect(guest.getByRole('list', { name: 'Your invitations' })).toHaveCount(0)
    expect((await guest.goto('/orgs/invitations/uinv_unknown'))?.status()).toBe(404)
  })

  test('without JavaScript, too', async ({ browser, page }) => {
    const { slug } = await createInviter(page)
    const { email } = await signInAsNewUser(await newPage(browser))
    const link = await send(page, email)
    const plain = await newPage(browser, { javaScriptEnabled: false })
    await plain.goto(link)
    await enterPassword(plain, email)
    await button(plain, 'Accept invitation').click()
    await landedIn(plain, slug)
  })
})
