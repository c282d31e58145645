import { beforeAll, describe, expect, it } from 'vitest'
import { prepareTenantConnections, type TenantConnections } from '@/test/fixtures/tenant-connections'

let api: TenantConnections

beforeAll(async () => {
  api = await prepareTenantConnections()
})

function people() {
  const where = { tenantId: api.api.tenant.tenantId }
  return api.api.tenant.read((tx) => tx.user.findMany({ where, select: { email: true } }))
}

function path(connection: string, email: string): string {
  return `connections/${api.api.tenant.connection(connection)}/users?email=${encodeURIComponent(email)}`
}

describe('DELETE /connections/{id}/users', () => {
  it('204: deletes only the user with this address, in any letter case', async () => {
    await api.api.tenant.createUser({ email: 'keep@tenant.test', password: 'open-the-front-door' })
    await api.api.tenant.createUser({ email: 'deleted+1@tenant.test', password: 'open-the-front-door' })
    const before = (await people()).length
    expect((await api.operator.send('DELETE', path('password', 'Deleted+1@TENANT.test'))).status).toBe(204)
    const left = await people()
    expect(left.length).toBe(before - 1)
    expect(left).not.toContainEqual({ email: 'deleted+1@tenant.test' })
  })

  it('400: no address, two addresses, and connections without passwords', async () => {
    const { email } = await api.api.tenant.createUser()
    const before = await people()
    const bare = path('password', '').replace(/\?.*/, '')
    for (const wrong of [
      ...[
        bare,
        path('password', ''),
        path('password', 'nobody'),
        `${path('password', 'a@a.test')}&email=b@b.test`,
      ],
      ...[path('email', email), path('passkey', email)],
    ])
      expect((await api.operator.send('DELETE', wrong)).status).toBe(400)
    expect(await people()).toEqual(before)
  })

  it('404: a user without a password, an unknown address; unknown and foreign connections', async () => {
    const { email } = await api.api.tenant.createUser()
    const before = await people()
    for (const address of [email, 'nobody@tenant.test'])
      expect((await api.operator.send('DELETE', path('password', address))).json).toMatchObject({
        statusCode: 404,
        message: 'The user does not exist.',
        errorCode: 'inexistent_user',
      })
    await api.expectNotFound('DELETE', (id) => `connections/${id}/users?email=${encodeURIComponent(email)}`)
    expect(await people()).toEqual(before)
  })
})
