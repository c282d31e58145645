import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { GuideValues } from './guide-values'
import { ValuesSection } from './values-section'

const values: GuideValues = {
  tenantUrl: 'https://login.lumen.test',
  issuer: 'https://login.lumen.test/',
  clientId: 'client',
  method: 'client_secret_post',
  redirectUri: 'https://pier.test/api/auth/callback/auth0',
  isRedirectUriAllowed: true,
  audience: null,
  hasNoAccess: false,
  scope: 'openid',
  cookieSecret: '0123',
}

/** Its text, without markup. */
function shown(props: Parameters<typeof ValuesSection>[0]): string {
  return renderToStaticMarkup(<ValuesSection {...props} />).replaceAll(/<[^>]*>/g, ' ')
}

it('says that the redirect URI of the quick start is allowed', () => {
  const text = shown({ values, client: { redirectUris: [values.redirectUri] }, asksForUri: false })
  expect(text).toMatch(/Redirect URI\s+https:\/\/pier\.test\/api\/auth\/callback\/auth0\s.*Allowed/)
  expect(text).not.toContain('allowed yet')
})

it('says so of one that the quick start does not serve, and that its own is not allowed yet', () => {
  const text = shown({
    values: { ...values, isRedirectUriAllowed: false },
    client: { redirectUris: ['https://pier.test/elsewhere'] },
    asksForUri: true,
  })
  expect(text).toMatch(/Other redirect URIs\s+https:\/\/pier\.test\/elsewhere\s.*Allowed/)
  expect(text).toContain('This one isn’t allowed yet.')
})
