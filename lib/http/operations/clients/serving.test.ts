import { beforeAll, describe, expect, it } from 'vitest'
import { startClientsApi, type ClientsApi } from '@/test/fixtures/clients-api'
import { request } from '@/test/fixtures/openid'

let api: ClientsApi

beforeAll(async () => {
  api = await startClientsApi()
})

/** The token endpoint’s error for a request with an invalid grant. */
async function errorOf(made: Record<string, unknown>, grant: object): Promise<string> {
  const secret = made['client_secret']
  const body = new URLSearchParams({
    client_id: String(made['client_id']),
    ...grant,
    ...(typeof secret === 'string' ? { client_secret: secret } : {}),
  })
  const answer = await request(api.api.openid, { path: '/oauth/token', init: { method: 'POST', body } })
  return ((await answer.json()) as { error: string }).error
}

describe('POST /clients', () => {
  it.each([
    {},
    { grant_types: [] },
    { callbacks: ['http://localhost:4000/callback', 'http://acme.localhost/'] },
    { app_type: 'spa', callbacks: ['https://app.tenant.test/'], web_origins: ['https://app.tenant.test'] },
    { app_type: 'native', callbacks: ['com.tenant.app://callback', 'tenant:/callback', 'http://127.0.0.1/'] },
    { app_type: 'native', callbacks: ['http://[::1]:80/', 'https://app.tenant.test/'] },
    { grant_types: ['authorization_code', 'client_credentials', 'refresh_token'] },
    { app_type: 'non_interactive', organization_usage: 'require' },
  ])('201: the accepted grant types work at the token endpoint: %o', async (body) => {
    const made = await api.create(body)
    const grants = made['grant_types'] as string[]
    const redeems = grants.includes('refresh_token')
    expect(await errorOf(made, { grant_type: 'refresh_token', refresh_token: 'none' })).toBe(
      redeems ? 'invalid_grant' : 'invalid_request',
    )
    const asMachine = { grant_type: 'client_credentials', audience: api.api.openid.audience }
    expect(await errorOf(made, asMachine)).toBe(
      grants.includes('client_credentials') ? 'access_denied' : 'invalid_request',
    )
  })
})
