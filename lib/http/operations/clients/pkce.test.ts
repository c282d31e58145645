import { afterAll, describe, expect, test } from 'vitest'
import { openClientDesk } from '@/test/client-desk'

const desk = await openClientDesk()

afterAll(() => desk.close())

describe('PATCH /clients/{id} of require_pkce', () => {
  test('200: PKCE is required unless an application with a secret is exempt', async () => {
    const made = await desk.make()
    expect(made).toMatchObject({ require_pkce: true })
    const path = `clients/${String(made['client_id'])}`
    const { status, json } = await desk.operator.send('PATCH', path, { require_pkce: false })
    expect({ status, json }).toMatchObject({ status: 200, json: { require_pkce: false } })
    expect((await desk.operator.send('PATCH', path, json)).json).toEqual(json)
    const strict = await desk.operator.send('PATCH', path, { require_pkce: null })
    expect(strict.json).toMatchObject({ require_pkce: true })
  })

  test('400: a public application is never exempt from PKCE, and an exempt one does not become public', async () => {
    const { client_id: spa } = await desk.make({ app_type: 'spa' })
    const { client_id: web } = await desk.make({ require_pkce: false })
    const before = await desk.clients()
    for (const [id, wrong] of [
      [spa, { require_pkce: false }],
      [web, { token_endpoint_auth_method: 'none' }],
    ] as const) {
      const { status, json } = await desk.operator.send('PATCH', `clients/${String(id)}`, wrong)
      expect({ status, json }).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    }
    const body = { name: 'Public', app_type: 'native', require_pkce: false }
    expect((await desk.operator.send('POST', 'clients', body)).status).toBe(400)
    expect(await desk.clients()).toEqual(before)
    const both = { tokenEndpointAuthMethod: 'none', requirePkce: false }
    const stored = desk.api.house.arrange((tx) =>
      tx.client.updateMany({ where: { id: String(web) }, data: both }),
    )
    await expect(stored).rejects.toThrow(/clients_public_require_pkce/)
  })
})
