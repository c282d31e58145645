import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import {
  request,
  requestToken,
  claimsOf,
  signIn,
  createOpenidTenantWithMember,
  refresh,
} from '@/test/fixtures/openid'

/** Auth0 lets any text name an API. */
const plain = 'halls & rooms'
const asMachine = { grant_type: 'client_credentials' }

const { tenant, openid, organization, person } = await createOpenidTenantWithMember(['Viewer'])

beforeAll(async () => {
  await tenant.write(async (tx) => {
    const apiId = newId('resourceServer')
    await tx.api.create({ data: { id: apiId, identifier: plain, name: 'Plain' } })
    await tx.permission.create({ data: { apiId, name: 'read:halls' } })
    await tx.clientGrant.create({
      data: { id: newId('clientGrant'), clientId: openid.machine.id, apiId, scope: ['read:halls'] },
    })
  })
})

function audienceIn(token: string | undefined): unknown {
  return claimsOf(token)['aud']
}

describe('an API', () => {
  it.each(['audience', 'resource'])('is named by %s, wherever tokens are asked for', async (name) => {
    const asks = { [name]: openid.audience, scope: 'openid offline_access read:rooms' }
    const tokens = await (await signIn(openid, person, { organization, asks }))()
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: openid.audience, org_id: organization.id })
    const next = await refresh(openid, tokens.refresh_token, { [name]: openid.audience })
    expect(claimsOf(next.access_token)).toMatchObject({ aud: openid.audience, org_id: organization.id })
    const machines = await requestToken(openid, openid.machine, { ...asMachine, [name]: openid.audience })
    expect(audienceIn(machines.access_token)).toBe(openid.audience)
  })

  it('may be named by any text', async () => {
    const asks = { audience: plain, scope: 'openid offline_access read:halls' }
    const tokens = await (await signIn(openid, person, { asks }))()
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: plain, scope: 'read:halls' })
    const next = await refresh(openid, tokens.refresh_token, { audience: plain })
    expect(audienceIn(next.access_token)).toBe(plain)
    const machines = await requestToken(openid, openid.machine, { ...asMachine, audience: plain })
    expect(audienceIn(machines.access_token)).toBe(plain)
  })

  it('is not granted to a refresh token of another API, and asking for one or several does not use the token up', async () => {
    const tokens = await (await signIn(openid, person, { asks: { audience: openid.audience } }))()
    const { id, secret } = openid.web
    const form = { client_id: id, client_secret: secret, grant_type: 'refresh_token' }
    for (const resources of [['https://other.test'], ['https://other.test', openid.audience]]) {
      const body = new URLSearchParams({ ...form, refresh_token: tokens.refresh_token ?? '' })
      for (const resource of resources) body.append('resource', resource)
      const response = await request(openid, { path: '/oauth/token', init: { method: 'POST', body } })
      expect(await response.json()).toMatchObject({ error: 'invalid_target' })
    }
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject({ status: 200 })
  })
})

describe('a machine that names no API', () => {
  it.each([{}, { audience: '' }, { scope: 'read:rooms delete:everything' }, { organization: 'org_nowhere' }])(
    'gets no token, whatever else it asks for: %o',
    async (asks) => {
      expect(await requestToken(openid, openid.machine, { ...asMachine, ...asks })).toMatchObject({
        status: 400,
        error: 'access_denied',
        error_description: 'No audience parameter was provided, and no default audience has been configured',
      })
    },
  )

  it('gets one for the tenant’s default API, and for no scope that its grant lacks', async () => {
    const usual = { ...openid, tenant: { ...openid.tenant, defaultAudience: openid.audience } }
    const asks = { ...asMachine, scope: 'read:rooms delete:everything' }
    const { access_token: token } = await requestToken(usual, openid.machine, asks)
    expect(claimsOf(token)).toMatchObject({ aud: openid.audience, scope: 'read:rooms' })
  })
})
