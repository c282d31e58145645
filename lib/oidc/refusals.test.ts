import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { newId } from '@/lib/ids'
import {
  request,
  requestToken,
  claimsOf,
  signIn,
  createOpenidTenantWithMember,
  refresh,
  type Answer,
  type Application,
} from '@/test/fixtures/openid'

const callback = 'https://web.tenant.test/callback'

const { tenant, openid, organization, person } = await createOpenidTenantWithMember()

function authorizePath(more: Record<string, string>): string {
  const query = { client_id: openid.web.id, response_type: 'code', redirect_uri: callback, scope: 'openid' }
  const pkce = { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' }
  return `/authorize?${new URLSearchParams({ ...query, ...pkce, ...more })}`
}

describe('an assertion about an application', () => {
  let key: CryptoKey
  let id: string

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'own', use: 'sig', alg: 'RS256' }] }
    key = privateKey
    id = newId('client')
    await tenant.write(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { identifier: openid.audience } })
      await tx.client.create({
        data: {
          id,
          name: 'Keyed',
          appType: 'non_interactive',
          grantTypes: ['client_credentials'],
          tokenEndpointAuthMethod: 'private_key_jwt',
          jwks: z.json().parse(jwks) ?? {},
        },
      })
      const grant = { id: newId('clientGrant'), clientId: id, apiId, scope: ['read:rooms'] }
      await tx.clientGrant.create({ data: grant })
    })
  })

  async function requested(exp: number): Promise<Answer> {
    const assertion = await new SignJWT({ exp, jti: randomUUID(), iss: id, sub: id })
      .setAudience(`${openid.tenant.url}/`)
      .setProtectedHeader({ alg: 'RS256', kid: 'own' })
      .sign(key)
    return requestToken(
      openid,
      { id, secret: '' },
      {
        grant_type: 'client_credentials',
        audience: openid.audience,
        client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      },
    )
  }

  function inSeconds(seconds: number): number {
    return Math.floor(Date.now() / 1000) + seconds
  }

  it('is accepted for a while', async () => {
    expect(await requested(inSeconds(60))).toMatchObject({ status: 200 })
    expect(await requested(inSeconds(3600))).toMatchObject({ status: 200 })
  })

  it.each([
    ['two days', 172_800],
    ['30,000 years', 1e12],
    ['longer than PostgreSQL can count', 1e15],
    ['for ever', 1e300],
  ])('that would have to be remembered for %s is refused', async (_name, seconds) => {
    expect(await requested(inSeconds(seconds))).toMatchObject({ status: 401, error: 'invalid_client' })
  })
})

describe('an application that does not use organizations', () => {
  let plain: Application

  beforeAll(async () => {
    plain = { id: newId('client'), secret: newId('clientSecret') }
    await tenant.write(async (tx) => {
      await tx.client.create({
        data: {
          id: plain.id,
          name: 'Plain',
          appType: 'regular_web',
          grantTypes: ['authorization_code'],
          tokenEndpointAuthMethod: 'client_secret_post',
          organizationUsage: 'deny',
          redirectUris: [callback],
        },
      })
      const secret = { id: newId('secret'), clientId: plain.id, secretHash: sha256Hex(plain.secret) }
      await tx.clientSecret.create({ data: secret })
    })
  })

  function exchanged(by: Application, token: string | undefined, more: Record<string, string> = {}) {
    return requestToken(openid, by, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token ?? '',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      ...more,
    })
  }

  it('exchanges no token for one of an organization, its own or another application’s', async () => {
    const asks = { audience: openid.audience }
    const personal = (await (await signIn(openid, person, { asks }))()).access_token
    const there = (await (await signIn(openid, person, { organization, asks }))()).access_token
    const refused = { status: 400, error: 'invalid_request' }
    expect(await exchanged(plain, personal, { organization: organization.id })).toMatchObject(refused)
    expect(await exchanged(plain, there)).toMatchObject(refused)
    expect(claimsOf((await exchanged(plain, personal)).access_token)).not.toHaveProperty('org_id')
    const another = await exchanged(openid.web, personal, { organization: organization.id })
    expect(claimsOf(another.access_token)).toMatchObject({ org_id: organization.id })
  })
})

describe('an application that stops using organizations', () => {
  it('gets no more tokens for the organization that its users signed in to', async () => {
    const { refresh_token: token } = await (await signIn(openid, person, { organization }))()
    const turn = (organizationUsage: string) =>
      tenant.write((tx) =>
        tx.client.updateMany({ where: { id: openid.web.id }, data: { organizationUsage } }),
      )
    await turn('deny')
    expect(await refresh(openid, token)).toMatchObject({ status: 400, error: 'invalid_grant' })
    await turn('allow')
    expect(await refresh(openid, token)).toMatchObject({ status: 200 })
  })
})

describe('the response mode form_post', () => {
  it('is neither offered nor used: the application gets an error by a redirect', async () => {
    const { headers } = await request(openid, { path: authorizePath({ response_mode: 'form_post' }) })
    const location = headers.get('location') ?? ''
    expect(location.startsWith(`${callback}?`)).toBe(true)
    expect(new URL(location).searchParams.get('error')).toBe('unsupported_response_mode')
    const discovery = await request(openid, { path: '/.well-known/openid-configuration' })
    expect(await discovery.json()).toMatchObject({
      response_modes_supported: ['query', 'fragment', 'web_message'],
    })
  })
})

describe('an interaction that waits for a sign-in', () => {
  it('cannot be read in the database', async () => {
    const secrets = { state: `canary-${randomUUID()}`, login_hint: `canary.${randomUUID()}@tenant.test` }
    const { status, headers } = await request(openid, { path: authorizePath(secrets) })
    expect({ status, location: headers.get('location') }).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/authorize\/continue\//),
    })
    const kept = await tenant.read((tx) => tx.tokenArtifact.findMany({ where: { kind: 'Interaction' } }))
    expect(kept.length).toBeGreaterThan(0)
    for (const secret of Object.values(secrets)) expect(JSON.stringify(kept)).not.toContain(secret)
  })
})

it('an empty redirect_uri is refused for a code, which is not used up by it', async () => {
  const redeem = await signIn(openid, person)
  expect(await redeem({ redirect_uri: '' })).toMatchObject({
    status: 400,
    error: 'invalid_request',
    error_description: 'redirect_uri is empty',
  })
  expect(await redeem()).toMatchObject({ status: 200 })
})
