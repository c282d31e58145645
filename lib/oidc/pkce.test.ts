import { describe, expect, it } from 'vitest'
import { request, createOpenidTenantWithMember } from '@/test/fixtures/openid'

const { tenant, openid } = await createOpenidTenantWithMember()
const challenge = 'c'.repeat(43)

type Settings = { tokenEndpointAuthMethod: string; requirePkce?: boolean }

/** The error that the application gets for a sign-in with these parameters; `sign in` if there is none. */
async function outcome(settings: Settings, pkce: Record<string, string>): Promise<string | null> {
  const { id } = openid.web
  const data = { requirePkce: true, jwks: { keys: [] }, ...settings }
  await tenant.write((tx) => tx.client.updateMany({ where: { id }, data }))
  const query = new URLSearchParams({
    client_id: id,
    response_type: 'code',
    redirect_uri: 'https://web.tenant.test/callback',
    scope: 'openid',
    ...pkce,
  })
  const { headers } = await request(openid, { path: `/authorize?${query}` })
  const location = new URL(headers.get('location') ?? '', openid.tenant.url)
  return location.pathname.startsWith('/authorize/continue/') ? 'sign in' : location.searchParams.get('error')
}

describe.each(['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'])(
  'an application with the method %s',
  (tokenEndpointAuthMethod) => {
    it.each([
      ['no challenge', {}],
      ['an empty challenge', { code_challenge: '', code_challenge_method: 'S256' }],
      ['a method alone', { code_challenge_method: 'S256' }],
      ['plain', { code_challenge: challenge, code_challenge_method: 'plain' }],
      ['a challenge without a method', { code_challenge: challenge }],
    ])('is refused with %s', async (_name, pkce) => {
      expect(await outcome({ tokenEndpointAuthMethod }, pkce)).toBe('invalid_request')
    })

    it('signs in with S256', async () => {
      const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
      expect(await outcome({ tokenEndpointAuthMethod }, pkce)).toBe('sign in')
    })
  },
)

describe('an application that is exempt', () => {
  const exempt = { tokenEndpointAuthMethod: 'client_secret_post', requirePkce: false }

  it('signs in without a challenge', async () => {
    expect(await outcome(exempt, {})).toBe('sign in')
  })

  it('is refused with the method “plain”, too', async () => {
    const plain = { code_challenge: challenge, code_challenge_method: 'plain' }
    expect(await outcome(exempt, plain)).toBe('invalid_request')
    expect(await outcome(exempt, { code_challenge: challenge })).toBe('invalid_request')
  })

  it('cannot be public', async () => {
    const both = outcome({ tokenEndpointAuthMethod: 'none', requirePkce: false }, {})
    await expect(both).rejects.toThrow(/clients_public_require_pkce/)
  })
})
