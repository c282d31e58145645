import { expect, test, type Page } from '@playwright/test'
import * as client from 'openid-client'
import {
  applicationNamed,
  authorizationUrl,
  comeBack,
  demoTenantNamed,
  redeem,
  type Asked,
} from './relying-party'
import { signInAsNewUser } from './sign-in-steps'
import { newPage, password } from './support'

const lumen = demoTenantNamed('lumen')

/** Signs in to the demo’s application. An `email` means that the browser has no session yet. */
async function signInToApplication(page: Page, email?: string) {
  const application = await applicationNamed('web')
  const asked = await authorizationUrl(application)
  const back =
    email === undefined ? await passThrough(page, asked) : await comeBack(page, asked, { email, password })
  const tokens = await redeem(application, asked, back)
  const refresh = () => client.refreshTokenGrant(application, tokens.refresh_token ?? '')
  const ask = () => client.fetchUserInfo(application, tokens.access_token, tokens.claims()?.sub ?? '')
  return { refresh, ask }
}

/** The location that the browser is redirected to with its session. */
async function passThrough(page: Page, { url }: Asked): Promise<URL> {
  const response = await page.request.get(url, { maxRedirects: 0 })
  return new URL(response.headers()['location'] ?? '')
}

test('a new password ends the tokens of the user’s other sessions, and keeps those of this session', async ({
  page,
  browser,
}) => {
  const { email } = await signInAsNewUser(page)
  const here = await signInToApplication(page)
  const elsewhere = await signInToApplication(await newPage(browser), email)
  expect(await elsewhere.ask()).toMatchObject({ email })

  await page.goto('/account')
  await page.getByRole('textbox', { name: 'Current password' }).fill(password)
  await page.getByRole('textbox', { name: 'New password' }).fill('a-window-at-the-back')
  await page.getByRole('button', { name: 'Change password', exact: true }).click()
  await expect(
    page.getByText('Your password is changed, and you are signed out everywhere else.'),
  ).toBeVisible()

  await expect(elsewhere.refresh()).rejects.toMatchObject({ error: 'invalid_grant' })
  await expect(elsewhere.ask()).rejects.toMatchObject({ status: 401 })
  expect(await here.ask()).toMatchObject({ email })
  expect(await here.refresh()).toMatchObject({ token_type: 'bearer' })
})

test('the JWKS may be cached, and contains only public key parameters', async ({ request }) => {
  const response = await request.get(`${lumen.url}/.well-known/jwks.json`)
  expect(response.headers()['cache-control']).toBe('public, max-age=300')
  const { keys } = (await response.json()) as { keys: object[] }
  expect(keys.length).toBeGreaterThanOrEqual(2)
  for (const key of keys) expect(Object.keys(key).sort()).toEqual(['e', 'kid', 'kty', 'n', 'use'])
})
