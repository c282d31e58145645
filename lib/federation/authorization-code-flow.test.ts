import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { validateOptions, type OptionsInput } from '@/lib/domain/connections/provider-options'
import { createProviderKey, sealProviderSecret } from '@/lib/domain/connections/provider-secret'
import { newId } from '@/lib/ids'
import { followRedirects } from '@/test/follow-redirects'
import { IdentityProvider } from '@/test/identity-provider'
import { HostileProvider, type Attack } from '@/test/hostile-provider'
import { exchangeCodeForClaims, authorizationUrl, type AuthorizationChecks } from './authorization-code-flow'

const tenantId = 'federation'
const redirectUri = 'http://federation.localhost:3000/login/callback/con_1'
const user = { sub: 'ada', email: 'ada@acme.test', email_verified: true, name: 'Ada Moore', hd: 'acme.test' }

async function providerAt(issuer: string, input: OptionsInput = {}): Promise<Provider> {
  const id = newId('connection')
  const options = validateOptions('oidc', { issuer, clientId: 'foyer', ...input })
  const sealedSecret = await sealProviderSecret(
    { tenantId, connectionId: id },
    { kind: 'secret', secret: 'its secret for us' },
  )
  return { tenantId, id, strategy: 'oidc', displayName: 'Acme', options, sealedSecret }
}

async function signIn(
  provider: Provider,
  alter: (checks: AuthorizationChecks) => AuthorizationChecks = (checks) => checks,
) {
  const { url, checks } = await authorizationUrl(provider, { redirectUri })
  const answer = await followRedirects(url, redirectUri)
  return (await exchangeCodeForClaims(provider, answer, alter(checks))).profile
}

describe('a real provider', () => {
  const client = {
    client_id: 'foyer',
    client_secret: 'its secret for us',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'client_secret_post' as const,
  }

  it('identifies the user, in the ID token or by userinfo', async () => {
    for (const claimsInToken of [true, false]) {
      const there = await IdentityProvider.start([client], { claimsInToken })
      there.user = user
      const profile = await signIn(await providerAt(there.issuer))
      expect(profile).toMatchObject({
        subject: 'ada',
        address: { email: 'ada@acme.test', folded: 'ada@acme.test' },
        emailVerified: true,
        isOwnAddress: false,
        name: 'Ada Moore',
      })
      await there.stop()
    }
  })

  it('takes only accounts of the Google Workspace that the connection is for', async () => {
    const there = await IdentityProvider.start([client])
    const provider = await providerAt(there.issuer, { hostedDomain: 'ACME.test' })
    there.user = user
    const { url } = await authorizationUrl(provider, { redirectUri })
    expect(new URL(url).searchParams.get('hd')).toBe('acme.test')
    expect((await signIn(provider)).subject).toBe('ada')
    const { hd: _, ...personal } = user
    for (const account of [personal, { ...user, hd: 'elsewhere.test' }]) {
      there.user = account
      await expect(signIn(provider)).rejects.toMatchObject({ reason: 'other_domain' })
    }
    await there.stop()
  })

  it('accepts a secret in the header, and a key of our own', async () => {
    const { secret, publicKey } = await createProviderKey()
    const basic = { ...client, token_endpoint_auth_method: 'client_secret_basic' as const }
    const { client_secret: _, ...keyed } = { ...client, client_id: 'keyed' }
    const byKey = {
      ...keyed,
      token_endpoint_auth_method: 'private_key_jwt' as const,
      jwks: { keys: [publicKey] },
    }
    const there = await IdentityProvider.start([basic, byKey])
    there.user = user
    const withHeader = await providerAt(there.issuer, { clientAuthentication: 'client_secret_basic' })
    expect((await signIn(withHeader)).subject).toBe('ada')
    const withKey = await providerAt(there.issuer, {
      clientId: 'keyed',
      clientAuthentication: 'private_key_jwt',
    })
    const sealedSecret = await sealProviderSecret({ tenantId, connectionId: withKey.id }, secret)
    expect((await signIn({ ...withKey, sealedSecret })).subject).toBe('ada')
    await there.stop()
  })

  it('refuses a secret sealed with another key or for another connection', async () => {
    const there = await IdentityProvider.start([{ ...client, client_secret: 'another secret' }])
    const provider = await providerAt(there.issuer)
    await expect(signIn(provider)).rejects.toMatchObject({ reason: 'client_refused' })
    await expect(signIn({ ...provider, id: newId('connection') })).rejects.toMatchObject({
      reason: 'client_refused',
    })
    await there.stop()
  })
})

describe('a hostile provider', () => {
  let hostile: HostileProvider
  beforeAll(async () => {
    hostile = await HostileProvider.start()
    hostile.user = user
  })
  afterAll(() => hostile.stop())

  it('is accepted while it attacks nothing', async () => {
    hostile.attack = 'none'
    expect(await signIn(await providerAt(hostile.issuer))).toMatchObject({ subject: 'ada' })
  })

  const attacks: [Attack, string][] = [
    ['iss', 'wrong_issuer'],
    ['aud', 'wrong_token'],
    ['azp', 'wrong_token'],
    ['nonce', 'wrong_token'],
    ['no_nonce', 'wrong_answer'],
    ['expired', 'wrong_token'],
    ['future', 'wrong_token'],
    ['alg_none', 'wrong_token'],
    ['hs256', 'wrong_token'],
    ['foreign_key', 'wrong_token'],
    ['foreign_kid', 'wrong_token'],
    ['tampered', 'wrong_token'],
    ['no_id_token', 'wrong_answer'],
    ['no_subject', 'wrong_answer'],
    ['answer_iss', 'wrong_issuer'],
    ['no_answer_iss', 'wrong_issuer'],
    ['denied', 'cancelled'],
    ['other_discovery', 'wrong_issuer'],
    ['no_endpoints', 'wrong_answer'],
    ['inner_endpoints', 'not_public'],
    ['invalid_client', 'client_refused'],
    ...(['discovery', 'token'] as const).flatMap((endpoint): [Attack, string][] => [
      [`${endpoint}_500`, 'unreachable'],
      [`${endpoint}_hangs`, 'unreachable'],
      [`${endpoint}_drops`, 'unreachable'],
      [`${endpoint}_redirect`, 'unreachable'],
      [`${endpoint}_nonsense`, 'wrong_answer'],
      [`${endpoint}_page`, 'wrong_answer'],
      [`${endpoint}_flood`, 'wrong_answer'],
    ]),
    ['jwks_500', 'unreachable'],
    ['jwks_nonsense', 'wrong_answer'],
  ]
  it.each(attacks)('is refused for %s, as %s', async (attack, reason) => {
    hostile.attack = attack
    await expect(signIn(await providerAt(hostile.issuer))).rejects.toMatchObject({
      name: 'ProviderProblem',
      reason,
    })
  })

  it('is refused with the response to another request', async () => {
    hostile.attack = 'none'
    const provider = await providerAt(hostile.issuer)
    await expect(signIn(provider, (checks) => ({ ...checks, state: 'another' }))).rejects.toMatchObject({
      name: 'ProviderProblem',
    })
    await expect(signIn(provider, (checks) => ({ ...checks, nonce: 'another' }))).rejects.toMatchObject({
      reason: 'wrong_token',
    })
  })

  it('cannot answer for another provider', async () => {
    hostile.attack = 'none'
    const honest = await IdentityProvider.start([])
    const provider = await providerAt(honest.issuer)
    const { checks } = await authorizationUrl(provider, { redirectUri })
    const { url } = await authorizationUrl(await providerAt(hostile.issuer), { redirectUri })
    const elsewhere = new URL(url)
    elsewhere.searchParams.set('state', checks.state)
    const mixedUp = await followRedirects(elsewhere.href, redirectUri)
    await expect(exchangeCodeForClaims(provider, mixedUp, checks)).rejects.toMatchObject({
      reason: 'wrong_issuer',
    })
    await honest.stop()
  })

  it('is unreachable once it is gone', async () => {
    const gone = await HostileProvider.start()
    await gone.stop()
    await expect(signIn(await providerAt(gone.issuer))).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
