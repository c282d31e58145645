import { expect, test } from '@playwright/test'
import { ageSessions, createOrganization, setConnectionFlags, createMember } from './interaction-steps'
import { decline, createInviter, joinAsNew, send } from './invitation-steps'
import { button, field } from './locators'
import { applicationNamed, arrival, authorizationUrl, comeBack, depart, redeem } from './relying-party'
import {
  enterPassword,
  expectAccessible,
  linkOf,
  mailTo,
  newAddress,
  newPage,
  password,
  startSession,
} from './support'

test.describe('an invitation to an application', () => {
  test('signs a new user in to it, with tokens for the organization', async ({ page, browser }) => {
    const { slug } = await createInviter(page)
    const email = newAddress('nia')
    const ticket = (await send(page, email)).split('/').at(-1) ?? ''
    const [application, guest] = await Promise.all([applicationNamed('web'), newPage(browser)])
    const asked = await authorizationUrl(application, { invitation: ticket, organization: slug })
    await depart(guest, asked)
    await joinAsNew(guest)
    const tokens = await redeem(application, asked, await arrival(guest))
    expect(tokens.claims()).toMatchObject({ org_name: slug, email })

    const again = await authorizationUrl(application, { invitation: ticket, organization: slug })
    const silent = await redeem(application, again, await comeBack(guest, again))
    expect(silent.claims()).toMatchObject({ org_name: slug })
  })

  test('lets someone with the wrong account switch, and stays pending', async ({ page, browser }) => {
    const { slug } = await createInviter(page)
    const invitee = await createMember()
    const ticket = (await send(page, invitee.email)).split('/').at(-1) ?? ''
    const [application, guest] = await Promise.all([applicationNamed('web'), newPage(browser)])
    await startSession(guest, 'gus@globex.test')
    const asked = await authorizationUrl(application, { invitation: ticket, organization: slug })
    await depart(guest, asked)
    await expect(guest.getByText('This invitation is for another account')).toBeVisible()
    await button(guest, 'Switch account').click()
    await enterPassword(guest, invitee.email)
    await button(guest, 'Accept invitation').click()
    const tokens = await redeem(application, asked, await arrival(guest))
    expect(tokens.claims()).toMatchObject({ org_name: slug, sub: invitee.id })
  })

  test('is refused when it is unknown, dead, or of another organization', async ({ page, browser }) => {
    const { slug } = await createInviter(page)
    const ticket = (await send(page, newAddress())).split('/').at(-1) ?? ''
    const [application, guest] = await Promise.all([applicationNamed('web'), newPage(browser)])
    const refused = async (given: Record<string, string>) => {
      const back = await comeBack(guest, await authorizationUrl(application, given))
      expect(back.searchParams.get('error')).toBe('invalid_request')
      return back.searchParams.get('error_description')
    }
    const dead = 'invitation not found or already used'
    expect(await refused({ invitation: 'unknown', organization: slug })).toBe(dead)
    expect(await refused({ invitation: ticket, organization: 'acme' })).toBe(dead)
    expect(await refused({ invitation: ticket })).toContain('organization is required')
    await guest.goto(`/invitations/${ticket}`)
    await decline(guest)
    expect(await refused({ invitation: ticket, organization: slug })).toBe(dead)
  })

  test('reports a declined invitation to the application', async ({ page, browser }) => {
    const { slug } = await createInviter(page)
    const ticket = (await send(page, newAddress())).split('/').at(-1) ?? ''
    const guest = await newPage(browser)
    await depart(
      guest,
      await authorizationUrl(await applicationNamed('web'), { invitation: ticket, organization: slug }),
    )
    await decline(guest)
    await guest.getByRole('link', { name: 'Continue' }).click()
    expect((await arrival(guest)).searchParams.get('error')).toBe('invalid_request')
  })
})

test.describe('joining by signing in', () => {
  test('happens at /authorize with the organization, even if the user has a session', async ({ page }) => {
    const harbour = await createOrganization()
    await setConnectionFlags(harbour, 'password', { assignMembershipOnLogin: true })
    const person = await createMember()
    await startSession(page, person.email)
    // A sign-in of the very second in which it is asked for would do.
    await ageSessions(person, 60)
    const application = await applicationNamed('web')
    const silent = await authorizationUrl(application, { organization: harbour.id, prompt: 'none' })
    expect((await comeBack(page, silent)).searchParams.get('error')).toBe('login_required')
    const asked = await authorizationUrl(application, { organization: harbour.id })
    await depart(page, asked)
    await expect(page.getByText('Sign in again to join.')).toBeVisible()
    await expectAccessible(page)
    await enterPassword(page)
    const tokens = await redeem(application, asked, await arrival(page))
    expect(tokens.claims()).toMatchObject({ org_id: harbour.id, sub: person.id })
  })

  test('a new person makes an account at the organization and is in', async ({ page }) => {
    const harbour = await createOrganization()
    await setConnectionFlags(harbour, 'password', { assignMembershipOnLogin: true })
    await page.goto(`/o/${harbour.slug}`)
    await expect(page.getByRole('link', { name: 'Create account' })).toHaveCount(0)
    await setConnectionFlags(harbour, 'password', { isSignupEnabled: true })
    const application = await applicationNamed('web')
    const asked = await authorizationUrl(application, {
      organization: harbour.id,
      screen_hint: 'signup',
      login_hint: 'old@journey.test',
    })
    await depart(page, asked)
    await expect(page.getByRole('heading', { name: 'Create your account at Harbour' })).toBeVisible()
    await expectAccessible(page)
    await expect(field(page, 'Email')).toHaveValue('old@journey.test')
    const email = newAddress()
    await field(page, 'Name').fill('Nia New')
    await field(page, 'Email').fill(email)
    await field(page, 'Password').fill(password)
    await button(page, 'Create account').click()
    await page.waitForURL(/\/sign-up\/code/)
    await page.goto(linkOf(await mailTo(page, email), '/verify'))
    await button(page, 'Confirm address').click()
    const tokens = await redeem(application, asked, await arrival(page))
    expect(tokens.claims()).toMatchObject({ org_id: harbour.id, email })
  })

  test('does not happen where the organization does not let users join by signing in', async ({ page }) => {
    const harbour = await createOrganization()
    const person = await createMember()
    const asked = await authorizationUrl(await applicationNamed('web'), { organization: harbour.id })
    const back = await comeBack(page, asked, { email: person.email, password })
    expect(back.searchParams.get('error')).toBe('access_denied')
  })
})
