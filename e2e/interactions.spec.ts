import { expect, test } from '@playwright/test'
import { watchUrls } from './address-urls'
import {
  ageSessions,
  createSinglePageApplication,
  createOrganization,
  addVerifiedDomain,
  setConnectionFlags,
  createMember,
} from './interaction-steps'
import { button, field } from './locators'
import {
  applicationNamed,
  arrival,
  authorizationUrl,
  comeBack,
  demoTenantNamed,
  depart,
  redeem,
} from './relying-party'
import { enterPassword, expectAccessible, newPage } from './support'

const lumen = demoTenantNamed('lumen')
const acme = lumen.organizations['acme']?.id ?? ''

test.describe('an application that asks for an organization first', () => {
  test('gets the one that the user names', async ({ page }) => {
    const application = await createSinglePageApplication({ usage: 'require', behavior: 'pre_login_prompt' })
    const asked = await authorizationUrl(application)
    await depart(page, asked)
    await expect(page.getByRole('heading', { name: 'Which organization?' })).toBeVisible()
    await expectAccessible(page)
    await field(page, 'Organization').fill('nobody-is-called-so')
    await button(page, 'Continue').click()
    await expect(field(page, 'Organization')).toHaveAccessibleDescription(/No organization has this name/)
    await field(page, 'Organization').fill(' ACME ')
    await button(page, 'Continue').click()
    await expect(page.getByRole('heading', { name: 'Sign in to Acme' })).toBeVisible()
    await enterPassword(page, 'cai@acme.test')
    const tokens = await redeem(application, asked, await arrival(page))
    expect(tokens.claims()).toMatchObject({ org_id: acme, email: 'cai@acme.test' })
    // Signed in now: their own organizations are offered as well, and none of the others.
    const again = await authorizationUrl(application)
    await depart(page, again)
    await expect(page.getByRole('list', { name: 'Your organizations' }).getByRole('button')).toHaveText([
      'Acme',
    ])
    await expectAccessible(page)
    await button(page, 'Acme').click()
    expect((await redeem(application, again, await arrival(page))).claims()).toMatchObject({ org_id: acme })
  })

  test('gets one by the domain of an address, whether or not a user has that address', async ({
    browser,
  }) => {
    const harbour = await createOrganization()
    const domain = `${harbour.slug}.test`
    await addVerifiedDomain(harbour, domain)
    const page = await newPage(browser, { javaScriptEnabled: false })
    const application = await createSinglePageApplication({
      usage: 'require',
      behavior: 'pre_login_prompt',
      discovery: ['email'],
    })
    await depart(page, await authorizationUrl(application))
    await field(page, 'Organization').fill('cai@acme.test')
    await button(page, 'Continue').click()
    await expect(page.getByText('No organization uses this email domain.')).toBeVisible()
    await field(page, 'Organization').fill(`nobody@${domain}`)
    await button(page, 'Continue').click()
    await expect(page.getByRole('heading', { name: 'Sign in to Harbour' })).toBeVisible()
    await expect(field(page, 'Email')).toHaveValue(`nobody@${domain}`)
  })

  test('gets access_denied when the user goes back', async ({ page }) => {
    const application = await createSinglePageApplication({ usage: 'require', behavior: 'pre_login_prompt' })
    const asked = await authorizationUrl(application)
    await depart(page, asked)
    await button(page, 'Back to Notes').click()
    const back = await arrival(page)
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('state')).toBe(asked.state)
  })

  test('keeps the sign-ins of several tabs apart', async ({ page, context }) => {
    const application = await createSinglePageApplication({ usage: 'allow' })
    const tabs = [page, await context.newPage()].map(async (tab) => {
      const asked = await authorizationUrl(application)
      await depart(tab, asked)
      return { tab, asked }
    })
    for (const { tab, asked } of await Promise.all(tabs)) {
      await enterPassword(tab, 'cai@acme.test')
      await redeem(application, asked, await arrival(tab))
    }
  })

  test('limits the cookies of abandoned sign-ins', async ({ page, context }) => {
    const application = await createSinglePageApplication({ usage: 'allow' })
    for (let left = 0; left < 10; left++) await page.request.get((await authorizationUrl(application)).url)
    const cookies = (await context.cookies()).filter(({ name }) => name.startsWith('foyer-interaction'))
    expect(cookies).toHaveLength(12)
    const asked = await authorizationUrl(application)
    await depart(page, asked)
    await enterPassword(page, 'cai@acme.test')
    await redeem(application, asked, await arrival(page))
  })

  test('cannot be continued in another browser', async ({ page, browser }) => {
    const application = await createSinglePageApplication({ usage: 'require', behavior: 'pre_login_prompt' })
    await depart(page, await authorizationUrl(application))
    const other = await newPage(browser)
    await other.goto(page.url())
    await expect(other.getByRole('heading', { name: 'Your sign-in session expired' })).toBeVisible()
    await expectAccessible(other)
  })
})

test.describe('an application that asks for an organization after signing in', () => {
  test('gets the one that the user picks from their own', async ({ page }) => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        createOrganization(`Pier ${String(index + 1).padStart(2, '0')}`),
      ),
    )
    if (!first) throw new Error('There is no organization.')
    const person = await createMember(first, ...others)
    const application = await createSinglePageApplication({ usage: 'require', behavior: 'post_login_prompt' })
    const asked = await authorizationUrl(application)
    await depart(page, asked)
    await enterPassword(page, person.email)
    await expect(page.getByRole('heading', { name: 'Choose an organization' })).toBeVisible()
    await expectAccessible(page)
    await expect(page.getByRole('list', { name: 'Your organizations' }).getByRole('button')).toHaveCount(25)
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(button(page, 'Pier 30')).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search organizations' }).fill('Acme')
    await expect(page.getByText('No organizations match.')).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search organizations' }).fill('pier 01')
    await button(page, 'Pier 01').click()
    const tokens = await redeem(application, asked, await arrival(page))
    expect(tokens.claims()).toMatchObject({ org_id: first.id })
  })

  test('gets access_denied for a user who is in no organization', async ({ browser }) => {
    const page = await newPage(browser, { javaScriptEnabled: false })
    const person = await createMember()
    const application = await createSinglePageApplication({ usage: 'require', behavior: 'post_login_prompt' })
    await depart(page, await authorizationUrl(application))
    await enterPassword(page, person.email)
    await expect(page.getByRole('heading', { name: 'You’re in no organization yet' })).toBeVisible()
    await button(page, 'Back to Notes').click()
    expect((await arrival(page)).searchParams.get('error')).toBe('access_denied')
  })

  test('refuses an organization that the user is not a member of', async ({ page }) => {
    const harbour = await createOrganization()
    const person = await createMember(harbour)
    const application = await createSinglePageApplication({ usage: 'require', behavior: 'post_login_prompt' })
    await depart(page, await authorizationUrl(application))
    await enterPassword(page, person.email)
    await page
      .getByRole('button', { name: 'Harbour' })
      .evaluate((element, id) => element.setAttribute('value', id), acme)
    await button(page, 'Harbour').click()
    await expect(page.getByRole('heading', { name: /not found|no such|does not exist/i })).toBeVisible()
  })
})

test.describe('parameters of an authorization request', () => {
  test('connection selects one whose button is hidden, and is refused if unknown', async ({ page }) => {
    const harbour = await createOrganization()
    await setConnectionFlags(harbour, 'email', { showAsButton: false })
    await page.goto(`/o/${harbour.slug}`)
    await expect(button(page, 'Email me a link instead')).toHaveCount(0)
    const application = await applicationNamed('web')
    const asked = await authorizationUrl(application, { organization: harbour.id, connection: 'email' })
    await depart(page, asked)
    await expect(button(page, 'Email me a link')).toBeVisible()
    await expect(field(page, 'Password')).toHaveCount(0)
    const unknown = await authorizationUrl(application, { connection: 'no-such' })
    expect((await comeBack(page, unknown)).searchParams.get('error_description')).toBe(
      'the connection was not found',
    )
  })

  test('screen_hint, login_hint, prompt and max_age', async ({ page }) => {
    const person = await createMember()
    const application = await applicationNamed('web')
    await depart(page, await authorizationUrl(application, { screen_hint: 'signup' }))
    await expect(page.getByRole('heading', { name: 'Create your account at Lumen' })).toBeVisible()

    const none = await authorizationUrl(application, { prompt: 'none' })
    expect((await comeBack(page, none)).searchParams.get('error')).toBe('login_required')

    const urls = watchUrls(page, ({ pathname }) => pathname === '/authorize')
    const hinted = await authorizationUrl(application, { login_hint: person.email })
    await depart(page, hinted)
    await expect(field(page, 'Email')).toHaveValue(person.email)
    await enterPassword(page)
    await redeem(application, hinted, await arrival(page))
    urls.expectWithout(person.email)

    // With max_age the ID token carries auth_time.
    const late = { max_age: '100000' }
    for (const given of [
      { ...late, prompt: 'login' },
      { ...late, prompt: 'select_account' },
      { max_age: '0' },
    ]) {
      await ageSessions(person, 60)
      const before = Math.floor(Date.now() / 1000)
      const asked = await authorizationUrl(application, given)
      await depart(page, asked)
      await expect(field(page, 'Password'), JSON.stringify(given)).toBeVisible()
      await enterPassword(page, person.email)
      const tokens = await redeem(application, asked, await arrival(page))
      expect(tokens.claims()?.auth_time).toBeGreaterThanOrEqual(before)
    }
    const consent = await authorizationUrl(application, { prompt: 'consent' })
    await redeem(application, consent, await comeBack(page, consent))
    const recent = await authorizationUrl(application, { max_age: '600' })
    await redeem(application, recent, await comeBack(page, recent))
  })
})

test('an address in an organization’s verified domain leads to its sign-in page, known or not', async ({
  page,
}) => {
  const harbour = await createOrganization()
  const domain = `${harbour.slug}.test`
  await addVerifiedDomain(harbour, domain)
  const urls = watchUrls(page)
  // A form that is sent before the page knows where the domain leads.
  await page.route('**/sign-in/organization', (route) => route.abort())
  await page.goto('/sign-in')
  await enterPassword(page, `nobody@${domain}`)
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour' })).toBeVisible()
  await expect(field(page, 'Email')).toHaveValue(`nobody@${domain}`)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Sign in to Lumen' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Lumen' })).toBeVisible()
  await expect(field(page, 'Email')).toHaveValue(`nobody@${domain}`)
  await enterPassword(page, `nobody@${domain}`)
  await expect(page.getByText('That email and password do not match.')).toBeVisible()
  urls.expectWithout(`nobody@${domain}`)
})
