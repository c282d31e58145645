import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'

let api: Api
let operator: ApiCaller
let stranger: TestUser

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['read:users', 'update:users'])
  stranger = await (await createTestTenant()).createUser()
})

describe('DELETE /users/{id}/identities/{provider}/{user_id}', () => {
  async function linked(strategy = 'github') {
    const person = await api.tenant.createUser()
    const connectionId = newId('connection')
    await api.tenant.write(async (tx) => {
      await tx.connection.create({
        data: { id: connectionId, name: connectionId, strategy, displayName: 'Elsewhere', options: {} },
      })
      await tx.identity.create({
        data: { id: newId('identity'), userId: person.id, connectionId, subject: '4711' },
      })
      await tx.session.updateMany({ where: { id: person.sessionId }, data: { connectionId } })
    })
    return { person, connectionId }
  }

  function unlink({ id }: { id: string }, identity: string) {
    return operator.send('DELETE', `users/${encodeURIComponent(id)}/identities/${identity}`)
  }

  function sessionOf({ sessionId: id }: TestUser) {
    return api.tenant.read((tx) => tx.session.findFirst({ where: { id } }))
  }

  it('200: the remaining identities; sessions opened with the removed one end', async () => {
    const { person } = await linked()
    expect((await operator.get(`users/${encodeURIComponent(person.id)}`)).json['identities']).toMatchObject([
      { provider: 'github', user_id: '4711', isSocial: true },
    ])
    const { status, rows } = await unlink(person, 'github/4711')
    expect(status).toBe(200)
    expect(rows).toMatchObject([{ provider: 'email' }])
    expect((await sessionOf(person))?.endedAt).not.toBeNull()
  })

  it('200: with several OpenID providers, the one in the request', async () => {
    const { person, connectionId } = await linked('oidc')
    expect((await unlink(person, 'oidc/4711')).status).toBe(404)
    const name = encodeURIComponent(`${connectionId}|4711`)
    expect((await unlink(person, `oidc/${name}`)).status).toBe(200)
  })

  it('400: the last sign-in method', async () => {
    const { person } = await linked()
    const emails = { where: { tenantId: api.tenant.tenantId, strategy: 'email' } }
    await api.tenant.write((tx) => tx.connection.updateMany({ ...emails, data: { strategy: 'gone' } }))
    expect((await unlink(person, 'github/4711')).status).toBe(400)
    const gone = { where: { tenantId: api.tenant.tenantId, strategy: 'gone' } }
    await api.tenant.write((tx) => tx.connection.updateMany({ ...gone, data: { strategy: 'email' } }))
    expect((await sessionOf(person))?.endedAt).toBeNull()
    expect((await unlink(person, 'github/4711')).status).toBe(200)
  })

  it('404: an unknown or foreign user, another user’s identity, and the user’s own password', async () => {
    const { person } = await linked()
    const other = await api.tenant.createUser({ password: 'open-the-front-door' })
    for (const [one, identity] of [
      [{ id: 'auth0|nobody' }, 'github/4711'],
      [stranger, 'github/4711'],
      [other, 'github/4711'],
      [other, `auth0/${other.id.slice(6)}`],
      [other, `password/${encodeURIComponent(other.id)}`],
    ] as const)
      expect((await unlink(one, identity)).status).toBe(404)
    expect((await unlink(person, 'github/4711')).status).toBe(200)
  })
})
