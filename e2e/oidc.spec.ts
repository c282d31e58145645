import { expect, test } from '@playwright/test'
import * as client from 'openid-client'
import {
  applicationNamed,
  authorizationUrl,
  claimsIn,
  comeBack,
  demoTenantNamed,
  redeem,
} from './relying-party'
import { password } from './support'

const lumen = demoTenantNamed('lumen')
const acme = lumen.organizations['acme']?.id ?? ''
const audience = lumen.api.identifier

test('a person signs in to an application in an organization, and its tokens say so', async ({ page }) => {
  const application = await applicationNamed('web')
  const asked = await authorizationUrl(application, { organization: acme, audience })
  const back = await comeBack(page, asked, { email: 'cai@acme.test', password })
  expect(back.searchParams.get('iss')).toBe(`${lumen.url}/`)
  const tokens = await redeem(application, asked, back)
  expect(tokens.claims()).toMatchObject({ org_id: acme, org_name: 'acme', email: 'cai@acme.test' })
  expect(claimsIn(tokens.access_token)).toMatchObject({
    org_id: acme,
    aud: audience,
    permissions: ['read:documents', 'write:documents'],
  })
  const refreshed = await client.refreshTokenGrant(application, tokens.refresh_token ?? '')
  expect(claimsIn(refreshed.access_token)).toMatchObject({ org_id: acme })
})

test('sign-in returns to the application without JavaScript as well', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const [page, application] = await Promise.all([context.newPage(), applicationNamed('spa')])
  const asked = await authorizationUrl(application, { organization: acme })
  const tokens = await redeem(
    application,
    asked,
    await comeBack(page, asked, { email: 'ben@acme.test', password }),
  )
  expect(tokens.claims()).toMatchObject({ org_id: acme })
  const info = await client.fetchUserInfo(application, tokens.access_token, tokens.claims()?.sub ?? '')
  expect(info).toMatchObject({ email: 'ben@acme.test', org_id: acme })
  await context.close()
})

test('prompt=none uses an existing session', async ({ page }) => {
  const application = await applicationNamed('web')
  const first = await authorizationUrl(application, { organization: acme })
  await comeBack(page, first, { email: 'ann@acme.test', password })
  const globex = lumen.organizations['globex']?.id ?? ''
  const silent = await authorizationUrl(application, { organization: globex, prompt: 'none' })
  const tokens = await redeem(application, silent, await comeBack(page, silent))
  expect(tokens.claims()).toMatchObject({ org_id: globex })
})

test('a non-member is refused with Auth0’s error description', async ({ page }) => {
  const application = await applicationNamed('web')
  const asked = await authorizationUrl(application, { organization: acme })
  const back = await comeBack(page, asked, { email: 'gus@globex.test', password })
  const user = lumen.organizations['globex']?.members['gus@globex.test']?.user_id ?? ''
  expect(back.searchParams.get('error')).toBe('access_denied')
  expect(back.searchParams.get('error_description')).toBe(
    `user ${user} is not part of the ${acme} organization`,
  )
})
