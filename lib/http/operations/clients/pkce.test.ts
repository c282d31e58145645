import { describe, expect, it } from 'vitest'
import { startClientsApi } from '@/test/fixtures/clients-api'

const api = await startClientsApi()

describe('PATCH /clients/{id} of require_pkce', () => {
  it('200: PKCE is required unless an application with a secret is exempt', async () => {
    const made = await api.create()
    expect(made).toMatchObject({ require_pkce: true })
    const path = `clients/${String(made['client_id'])}`
    const { status, json } = await api.operator.send('PATCH', path, { require_pkce: false })
    expect({ status, json }).toMatchObject({ status: 200, json: { require_pkce: false } })
    expect((await api.operator.send('PATCH', path, json)).json).toEqual(json)
    const strict = await api.operator.send('PATCH', path, { require_pkce: null })
    expect(strict.json).toMatchObject({ require_pkce: true })
  })

  it('400: a public application is never exempt from PKCE, and an exempt one cannot become public', async () => {
    const { client_id: spa } = await api.create({ app_type: 'spa' })
    const { client_id: web } = await api.create({ require_pkce: false })
    const before = await api.clients()
    for (const [id, wrong] of [
      [spa, { require_pkce: false }],
      [web, { token_endpoint_auth_method: 'none' }],
    ] as const) {
      const { status, json } = await api.operator.send('PATCH', `clients/${String(id)}`, wrong)
      expect({ status, json }).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    }
    const body = { name: 'Public', app_type: 'native', require_pkce: false }
    expect((await api.operator.send('POST', 'clients', body)).status).toBe(400)
    expect(await api.clients()).toEqual(before)
    const both = { tokenEndpointAuthMethod: 'none', requirePkce: false }
    const stored = api.api.tenant.write((tx) =>
      tx.client.updateMany({ where: { id: String(web) }, data: both }),
    )
    await expect(stored).rejects.toThrow(/clients_public_require_pkce/)
  })
})
