import { expect, test, type Page, type Request } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { signInAsNewUser, signInAsOwner } from './sign-in-steps'
import { newPage, signIn, startSession } from './support'
import { startTlsFront } from './tls-front'

const updated =
  'Foyer was updated while this page was open, and nothing was saved. Check the page and send it again.'

/** Ids of actions as another build of other sources has them. */
function withOtherIds(text: string): string {
  return text.replaceAll(/\b[\da-f]{42}\b/g, (id) => `${id.slice(0, 2)}${'0'.repeat(40)}`)
}

/** The next form with this text is sent as from a page of another build. */
async function pretendOtherBuild(page: Page, text = ''): Promise<void> {
  let isFirst = true
  await page.route('**', async (route, request) => {
    if (!isFirst || !isForm(request) || !request.postData()?.includes(text)) return route.fallback()
    isFirst = false
    const headers = request.headers()
    const action = headers['next-action']
    await route.continue({
      headers: { ...headers, ...(action === undefined ? {} : { 'next-action': withOtherIds(action) }) },
      postData: withOtherIds(request.postData() ?? ''),
    })
  })
}

function isForm(request: Request): boolean {
  return request.headers()['content-type']?.startsWith('multipart/form-data') === true
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`a form of another build comes back filled, ${how} JavaScript`, async ({
    page: signedIn,
    browser,
  }) => {
    await signInAsNewUser(signedIn)
    const storageState = await signedIn.context().storageState()
    const page = await newPage(browser, { javaScriptEnabled, storageState })
    await page.goto('/orgs/new')
    await page.getByRole('textbox', { name: 'Organization name' }).fill('Harbour Works')
    await page.getByRole('textbox', { name: 'Slug' }).fill('acme')
    await pretendOtherBuild(page, 'Harbour Works')
    await page.getByRole('button', { name: 'Create organization' }).click()
    await expect(page.getByText(/^Foyer was updated\. Check, and press/)).toBeVisible()
    await expect(page.getByText(updated)).toBeHidden()
    await expect(page.getByRole('textbox', { name: 'Organization name' })).toHaveValue('Harbour Works')
    await expect(page.getByRole('textbox', { name: 'Slug' })).toHaveValue('acme')
    await page.getByRole('button', { name: 'Create organization' }).click()
    await expect(page.getByText('“acme” is taken. Choose another slug.')).toBeVisible()
    await expect(page.getByText(updated)).toBeHidden()
  })
}

test('a form of another build that a link led to comes back filled', async ({ page }) => {
  await signInAsNewUser(page)
  await page.goto('/orgs')
  await page.getByRole('link', { name: 'Create organization' }).first().click()
  await page.getByRole('textbox', { name: 'Organization name' }).fill('Harbour Works')
  await pretendOtherBuild(page, 'Harbour Works')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByText('Foyer was updated. Check, and press “Create organization”.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Organization name' })).toHaveValue('Harbour Works')
})

test('a form of another build in a dialog comes back open and filled, after a link, too', async ({
  page,
}) => {
  const { slug } = await signInAsOwner(page)
  await page.goto(`/o/${slug}/members`)
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Delete organization' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('textbox').fill('not its name')
  await pretendOtherBuild(page, 'not its name')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog.getByText('Foyer was updated. Check, and press “Delete”.')).toBeVisible()
  await expect(dialog.getByRole('textbox')).toHaveValue('not its name')
})

test('what was sent for a row that is gone is not shown in the row that has its place', async ({
  page,
  browser,
}) => {
  const { email } = await signInAsNewUser(page)
  for (const other of [await newPage(browser), await newPage(browser)]) await startSession(other, email)
  await page.goto('/account')
  const rows = { name: /^Sign out (?!everywhere)/ }
  const signOut = page.getByRole('button', rows)
  await expect(signOut).toHaveCount(2)
  const tab = await page.context().newPage()
  await tab.goto('/account')
  await tab.getByRole('button', rows).first().click()
  await expect(tab.getByRole('button', rows)).toHaveCount(1)
  await pretendOtherBuild(page, 'session_id')
  await signOut.first().click()
  await expect(page.getByText(updated)).toBeVisible()
  await expect(signOut).toHaveCount(1)
})

test('the dialog to invite people of another build comes back open and filled', async ({ page }) => {
  const { slug } = await signInAsOwner(page)
  await page.goto(`/o/${slug}/roles`)
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite people' })
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('ada@harbour.test, bo@harbour.test')
  await pretendOtherBuild(page, 'invitees')
  await dialog.getByRole('button', { name: 'Send 2 invitations' }).click()
  await expect(page.getByText(updated)).toBeVisible()
  await expect(dialog.getByText('ada@harbour.test')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send 2 invitations' })).toBeVisible()
})

test('a button of another build without a form of its own loads the page again', async ({ page }) => {
  await signInAsNewUser(page)
  await page.goto('/orgs')
  await pretendOtherBuild(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expect(page.getByText('our fault')).toHaveCount(0)
})

test('a page whose scripts are of another build is loaded again, once', async ({ page }) => {
  await signInAsNewUser(page)
  let loads = 0
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads += 1
  })
  await page.route('**/_next/static/chunks/*.js', (route) => route.fulfill({ status: 404 }))
  await page.goto('/orgs/new')
  await expect.poll(() => loads).toBe(2)
  await page.waitForLoadState('networkidle')
  expect(loads).toBe(2)
  await page.unroute('**/_next/static/chunks/*.js')
})

test('a script of another build that a page needs later loads the page again', async ({ page }) => {
  const { slug } = await signInAsOwner(page)
  await page.goto(`/o/${slug}/members`)
  await page.route('**/_next/static/chunks/*.js', (route) => route.fulfill({ status: 404 }))
  const loaded = page.waitForRequest((request) => request.isNavigationRequest())
  await page.getByRole('button', { name: 'Invite people' }).click()
  await loaded
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Invite people' }).click()
  await expect(page.getByRole('dialog', { name: 'Invite people' })).toBeVisible()
})

test('a form behind TLS leads on without a new load of the page, and nothing is logged', async ({
  browser,
  baseURL,
}) => {
  const front = await startTlsFront(baseURL)
  const tenant = await BrowserTenant.create(baseURL, front.origin)
  const user = await tenant.createUser('Pat Journey')
  const page = await newPage(browser, { ignoreHTTPSErrors: true, baseURL: tenant.url })
  const posted = page.waitForResponse((response) => isForm(response.request()))
  await signIn(page, user.email)
  expect((await posted).headers()).toMatchObject({
    'x-action-redirect': expect.any(String),
    'content-type': expect.stringContaining('text/x-component'),
  })
  const log = readFileSync(join(process.env['FOYER_DATA'] ?? '', 'foyer.log'), 'utf8')
  expect(log).not.toContain('failed to get redirect response')
  await page.context().close()
  await front.stop()
})
