import { describe, expect, it } from 'vitest'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { validateOptions, type ProviderStrategy } from '@/lib/domain/connections/provider-options'
import { profileOf, type Claims } from './profile-of'

function at(strategy: ProviderStrategy, claims: Claims, names = {}) {
  const issuer = strategy === 'oidc' ? { issuer: 'https://login.acme.test' } : {}
  const options = validateOptions(strategy, { clientId: 'foyer', ...issuer, claims: names })
  const provider: Provider = {
    tenantId: 't',
    id: 'con_1',
    strategy,
    displayName: 'Acme',
    options,
    sealedSecret: '',
  }
  return profileOf(provider, { sub: 'ada', ...claims })
}

describe('an address is the provider’s own', () => {
  it.each<[string, ProviderStrategy, { claims: Claims; isOwn: boolean }]>([
    ['gmail.com', 'google-oauth2', { claims: { email: 'ada@gmail.com', email_verified: true }, isOwn: true }],
    [
      'a hosted domain',
      'google-oauth2',
      { claims: { email: 'a@acme.test', email_verified: true, hd: 'acme.test' }, isOwn: true },
    ],
    [
      'not hosted there',
      'google-oauth2',
      { claims: { email: 'a@acme.test', email_verified: true }, isOwn: false },
    ],
    [
      'not verified',
      'google-oauth2',
      { claims: { email: 'ada@gmail.com', email_verified: false }, isOwn: false },
    ],
    ['without email_verified', 'google-oauth2', { claims: { email: 'ada@gmail.com' }, isOwn: false }],
    [
      'a look-alike of gmail.com',
      'google-oauth2',
      { claims: { email: 'a@notgmail.com', email_verified: true }, isOwn: false },
    ],
    [
      'a directory’s domain',
      'windowslive',
      { claims: { email: 'a@acme.test', xms_edov: true }, isOwn: true },
    ],
    [
      'a directory’s domain, as a digit',
      'windowslive',
      { claims: { email: 'a@acme.test', xms_edov: '1' }, isOwn: true },
    ],
    [
      'a domain that no one has',
      'windowslive',
      { claims: { email: 'a@acme.test', xms_edov: false }, isOwn: false },
    ],
    [
      'verified in Microsoft’s usual way',
      'windowslive',
      { claims: { email: 'a@acme.test', email_verified: true }, isOwn: false },
    ],
    [
      'an enterprise’s',
      'oidc',
      {
        claims: { email: 'a@acme.test', email_verified: true, hd: 'acme.test', xms_edov: true },
        isOwn: false,
      },
    ],
    ['GitHub’s', 'github', { claims: { email: 'a@acme.test', email_verified: true }, isOwn: false }],
  ])('%s', (_name, strategy, { claims, isOwn }) => {
    expect(at(strategy, claims)?.isOwnAddress).toBe(isOwn)
  })
})

it('an address from another claim than the one that the provider verifies is not its own', () => {
  const claims = {
    email: 'ada@gmail.com',
    email_verified: true,
    xms_edov: true,
    upn: 'ann@acme.test',
    hd: 'x',
  }
  for (const strategy of ['google-oauth2', 'windowslive'] as const) {
    expect(at(strategy, claims)?.isOwnAddress).toBe(true)
    expect(at(strategy, claims, { email: 'upn' })).toMatchObject({
      address: { folded: 'ann@acme.test' },
      isOwnAddress: false,
    })
  }
})

describe('the profile from claims', () => {
  it('is read by the connection’s claim names', () => {
    const names = { email: 'upn', name: 'display', emailVerified: 'sure' }
    expect(
      at('oidc', { upn: 'Ada@Acme.test', display: 'Ada', sure: 'true', email: 'x@y.test' }, names),
    ).toMatchObject({
      address: { email: 'Ada@Acme.test', folded: 'ada@acme.test' },
      name: 'Ada',
      emailVerified: true,
    })
  })

  it('leaves out claims with invalid values', () => {
    const odd = {
      email: ['a@acme.test'],
      name: 7,
      picture: 'javascript:alert(1)',
      amr: ['pwd', 'two words', 1, 'pwd'],
    }
    expect(at('oidc', odd)).toEqual({
      subject: 'ada',
      address: null,
      emailVerified: null,
      isOwnAddress: false,
      name: null,
      picture: null,
      amr: ['pwd'],
    })
    expect(at('oidc', { email: 'two@one.test, one@two.test' })?.address).toBeNull()
    expect(at('oidc', { email: 'nul\0@acme.test' })?.address).toBeNull()
  })

  it('cannot contain the amr value “federated”, which only Foyer sets', () => {
    expect(at('oidc', { amr: ['federated', 'mfa'] })?.amr).toEqual(['mfa'])
  })

  it('is null without a subject, or with one that is too long', () => {
    for (const sub of [undefined, '', 7, 'x'.repeat(256), 'nul\0']) expect(at('oidc', { sub })).toBeNull()
  })
})
