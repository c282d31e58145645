import { beforeAll, describe, expect, it } from 'vitest'
import {
  requestToken,
  claimsOf,
  signIn,
  createOpenidTenantWithMember,
  refresh,
  type Answer,
} from '@/test/fixtures/openid'

const { tenant, openid, person } = await createOpenidTenantWithMember()

beforeAll(async () => {
  await tenant.write((tx) => tx.api.updateMany({ data: { enforcePolicies: true } }))
})

async function tokens(asks: Record<string, string>): Promise<Answer> {
  return (await signIn(openid, person, { asks }))()
}

function exchange(token = ''): Promise<Answer> {
  return requestToken(openid, openid.web, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  })
}

function machineToken(asks: Record<string, string> = {}): Promise<Answer> {
  const form = { grant_type: 'client_credentials', audience: openid.audience, ...asks }
  return requestToken(openid, openid.machine, form)
}

describe('the nonce', () => {
  it('is in the first ID token and in no refreshed one', async () => {
    const first = await tokens({ nonce: 'a-nonce' })
    expect(claimsOf(first.id_token)).toMatchObject({ nonce: 'a-nonce', amr: ['pwd'] })
    const second = await refresh(openid, first.refresh_token)
    const third = await refresh(openid, second.refresh_token)
    for (const { id_token: token } of [second, third]) {
      expect(claimsOf(token)).toMatchObject({ sub: person.id })
      expect(claimsOf(token)).not.toHaveProperty('nonce')
    }
  })
})

describe('the scope of a token answer', () => {
  const signIn = 'openid email offline_access'

  it('lists what was granted of the sign-in and of the API, by a code and by a refresh token', async () => {
    const asks = { audience: openid.audience, scope: `${signIn} read:rooms sell:rooms` }
    await tenant.write((tx) => tx.api.updateMany({ data: { enforcePolicies: false } }))
    const first = await tokens(asks)
    const second = await refresh(openid, first.refresh_token)
    const less = await refresh(openid, second.refresh_token, { scope: 'openid read:rooms' })
    await tenant.write((tx) => tx.api.updateMany({ data: { enforcePolicies: true } }))
    expect([first.scope, second.scope]).toEqual([`${signIn} read:rooms`, `${signIn} read:rooms`])
    expect(less.scope).toBe('openid offline_access read:rooms')
    expect(claimsOf(first.access_token)).toMatchObject({ scope: 'read:rooms' })
  })

  it('lists the sign-in alone where nothing of the API was granted', async () => {
    const first = await tokens({ audience: openid.audience, scope: `${signIn} read:rooms` })
    const second = await refresh(openid, first.refresh_token)
    expect([first.scope, second.scope]).toEqual([signIn, signIn])
  })

  it('lists the sign-in of a token without an API', async () => {
    expect((await tokens({ scope: 'openid email' })).scope).toBe('openid email')
  })

  it('is absent where nothing was granted', async () => {
    const asks = { audience: openid.audience, scope: 'read:rooms' }
    const byCode = await tokens(asks)
    const answers = [byCode, await exchange(byCode.access_token)]
    await tenant.write((tx) => tx.clientGrant.updateMany({ data: { scope: [] } }))
    answers.push(await machineToken())
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 200, access_token: expect.any(String) })
      expect(answer).not.toHaveProperty('scope')
    }
  })
})
