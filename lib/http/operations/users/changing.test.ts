import { describe, expect, it } from 'vitest'
import { findEmailToken, emailTokenSecrets } from '@/lib/domain/users/email-token'
import { findSession } from '@/lib/domain/users/find-session'
import { requestPasswordReset } from '@/lib/domain/users/reset-password'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { type ApiCaller, startApi } from '@/test/api'
import { testPassword, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator } from '@/test/fixtures/operator'

const api = await startApi()
const { tenantId } = api.tenant
const changer = await api.asMachine(['update:users'])

function pathOf({ id }: { id: string }): string {
  return `users/${encodeURIComponent(id)}`
}

function patch(person: { id: string }, body: object) {
  return changer.send('PATCH', pathOf(person), body)
}

function rowOf({ id }: TestUser) {
  return api.tenant.read((tx) =>
    tx.user.findUnique({ where: { tenantId_id: { tenantId, id } }, include: { identities: true } }),
  )
}

async function isIn(person: TestUser): Promise<boolean> {
  return (await findSession(tenantId, person.sessionId, person.id)) !== null
}

function mailsTo({ email }: TestUser) {
  return api.tenant.read((tx) => tx.mail.findMany({ where: { tenantId, recipient: email } }))
}

/** An operator, and an application that calls with the operator’s token. */
async function operating(): Promise<{ person: TestUser; caller: ApiCaller }> {
  const person = await createOperator(api.tenant)
  return { person, caller: await api.asUser(person) }
}

describe('PATCH /users/{id}', () => {
  it('200: changes only the properties that are sent; null removes one', async () => {
    const person = await api.tenant.createUser()
    const changes = {
      name: 'Ada',
      nickname: 'A',
      given_name: 'Ada',
      family_name: 'L',
      picture: 'https://tenant.test/a.png',
    }
    const { status, json } = await patch(person, changes)
    expect(status).toBe(200)
    expect(json).toMatchObject(changes)
    const { json: less } = await patch(person, { nickname: null, family_name: null, picture: null })
    expect(less).toMatchObject({ name: 'Ada', given_name: 'Ada', nickname: person.email.split('@')[0] })
    expect(less).not.toHaveProperty('picture')
    const event = (await eventsOf(api.tenant, 'user.changed')).at(-1)
    expect(event).toMatchObject({
      actorId: changer.client.id,
      targetId: person.id,
      people: { targetName: 'Ada' },
      details: { changed: ['nickname', 'familyName', 'picture'] },
    })
    expect(JSON.stringify(event?.details)).not.toContain('tenant.test')
    expect(await isIn(person)).toBe(true)
  })

  it('200: writes no event when nothing changes', async () => {
    const person = await api.tenant.createUser({ name: 'Ada' })
    const before = (await eventsOf(api.tenant, 'user.changed')).length
    await patch(person, { name: 'Ada', blocked: false, email: person.email, app_metadata: {} })
    expect(await eventsOf(api.tenant, 'user.changed')).toHaveLength(before)
  })

  it('200: merges metadata at the top level; null removes a key, an empty object removes all', async () => {
    const person = await api.tenant.createUser()
    await patch(person, { user_metadata: { a: 1, b: { c: 1, d: 1 } }, app_metadata: { plan: 'gold' } })
    const { json } = await patch(person, { user_metadata: { a: null, b: { c: 2 }, e: [null] } })
    expect(json).toMatchObject({ user_metadata: { b: { c: 2 }, e: [null] }, app_metadata: { plan: 'gold' } })
    expect(json['user_metadata']).not.toHaveProperty('a')
    expect(json['user_metadata']).toEqual({ b: { c: 2 }, e: [null] })
    expect((await patch(person, { app_metadata: {} })).json['app_metadata']).toEqual({})
  })

  it('200: keeps the metadata of all requests sent at the same time', async () => {
    const person = await api.tenant.createUser()
    const keys = ['a', 'b', 'c', 'd']
    await Promise.all(keys.map((key) => patch(person, { app_metadata: { [key]: true } })))
    expect((await rowOf(person))?.appMetadata).toEqual({ a: true, b: true, c: true, d: true })
  })

  it('200: a new address is unverified, voids emailed links, and ends sessions', async () => {
    const person = await api.tenant.createUser({ password: testPassword })
    await requestPasswordReset(tenantId, { address: { email: person.email, folded: person.email } })
    const [emailToken] = await api.tenant.read((tx) =>
      tx.emailProof.findMany({ where: { tenantId, userId: person.id } }),
    )
    const email = `moved-${person.email}`
    const { json } = await patch(person, { email, connection: 'password' })
    expect(json).toMatchObject({ email, email_verified: false })
    expect(await isIn(person)).toBe(false)
    const token = emailToken ? emailTokenSecrets(emailToken).token : ''
    expect(await findEmailToken(tenantId, 'reset_password', token)).toMatchObject({ state: 'used' })
    await expect(signInWithPassword(tenantId, { email, password: testPassword })).rejects.toThrow()
    expect(await mailsTo({ ...person, email })).toEqual([])
    expect((await eventsOf(api.tenant, 'user.changed')).at(-1)?.details).toMatchObject({
      changed: ['email'],
      before: { isEmailVerified: true },
      after: { isEmailVerified: false },
      sessionsEnded: 1,
    })
  })

  it('200: a new address sent as verified is verified, and the user stays signed in', async () => {
    const person = await api.tenant.createUser({ password: testPassword })
    const email = `moved-${person.email}`
    const { json } = await patch(person, { email, email_verified: true })
    expect(json).toMatchObject({ email, email_verified: true })
    expect(await isIn(person)).toBe(true)
    await signInWithPassword(tenantId, { email, password: testPassword })
  })

  it('200: the address in other letter case is the same address', async () => {
    const person = await api.tenant.createUser()
    const { json } = await patch(person, { email: person.email.toUpperCase() })
    expect(json).toMatchObject({ email: person.email.toUpperCase(), email_verified: true })
    expect(await isIn(person)).toBe(true)
  })

  it('200: marks the address as verified or unverified; emails a link to verify it', async () => {
    const person = await api.tenant.createUser()
    expect((await patch(person, { email_verified: false })).json['email_verified']).toBe(false)
    expect(await isIn(person)).toBe(false)
    await patch(person, { verify_email: true })
    expect(await mailsTo(person)).toMatchObject([{ template: 'sign_up_proof' }])
    expect((await eventsOf(api.tenant, 'user.verification_requested')).at(-1)?.targetId).toBe(person.id)
    expect((await patch(person, { email_verified: true })).json['email_verified']).toBe(true)
    await patch(person, { verify_email: true })
    expect(await mailsTo(person)).toHaveLength(1)
  })

  it('200: a new password ends every session, and the user is told by email', async () => {
    const person = await api.tenant.createUser({ password: testPassword })
    const password = 'a whole new front door'
    expect((await patch(person, { password, connection: 'Username-Password-Authentication' })).status).toBe(
      200,
    )
    expect(await isIn(person)).toBe(false)
    await expect(
      signInWithPassword(tenantId, { email: person.email, password: testPassword }),
    ).rejects.toThrow()
    await signInWithPassword(tenantId, { email: person.email, password })
    expect(await mailsTo(person)).toMatchObject([{ template: 'password_changed' }])
    const event = (await eventsOf(api.tenant, 'password.changed')).at(-1)
    expect(event).toMatchObject({ targetId: person.id, details: { by: 'operator', sessionsEnded: 1 } })
  })

  it('200: blocking ends the user’s sessions and tokens at once; unblocking does not restore them', async () => {
    const { person, caller } = await operating()
    expect((await caller.get('users?per_page=1')).status).toBe(200)
    expect((await patch(person, { blocked: true })).json['blocked']).toBe(true)
    expect(await isIn(person)).toBe(false)
    expect((await caller.get('users?per_page=1')).status).toBe(401)
    expect((await patch(person, { blocked: false })).json['blocked']).toBe(false)
    expect(await isIn(person)).toBe(false)
    expect((await caller.get('users?per_page=1')).status).toBe(401)
  })

  it('200: app_metadata, by the scope for it alone; 403: more than that', async () => {
    const person = await api.tenant.createUser()
    const narrow = await api.asMachine(['update:users_app_metadata'])
    const { status, json } = await narrow.send('PATCH', pathOf(person), { app_metadata: { plan: 'gold' } })
    expect([status, json['app_metadata']]).toEqual([200, { plan: 'gold' }])
    for (const body of [{ name: 'X' }, { app_metadata: { plan: 'tin' }, blocked: true }]) {
      const refused = await narrow.send('PATCH', pathOf(person), body)
      expect(refused.status).toBe(403)
      expect(refused.json['message']).toBe('Insufficient scope, expected any of: update:users')
    }
    expect(await rowOf(person)).toMatchObject({ blocked: false, appMetadata: { plan: 'gold' } })
    const nobody = await narrow.send('PATCH', 'users/auth0%7Cnobody', { app_metadata: {} })
    expect(nobody.json['errorCode']).toBe('inexistent_user')
  })

  it.each<[string, object, string]>([
    ['nothing', {}, 'at least one property'],
    ['an unknown property', { user_id: 'auth0|x' }, 'Additional properties not allowed'],
    ['a connection the user does not have', { connection: 'password' }, 'The connection does not exist.'],
    ['no name', { name: '' }, 'name'],
    ['null for a name', { name: null }, 'name'],
    ['no address', { email: 'nobody' }, 'email'],
    ['a weak password', { password: 'password12' }, 'too common'],
    [
      'an address that another user has',
      { email: 'THERE@tenant.test' },
      'The specified new email already exists.',
    ],
    ['metadata that are text', { user_metadata: 'x' }, 'user_metadata'],
  ])('400: %s', async (_, body, part) => {
    await api.tenant.createUser({ email: 'there@tenant.test' }).catch(() => undefined)
    const person = await api.tenant.createUser()
    const before = await Promise.all([rowOf(person), eventsOf(api.tenant, 'user.changed')])
    const { status, json } = await patch(person, body)
    expect(status).toBe(400)
    expect(json['message']).toContain(part)
    expect(await Promise.all([rowOf(person), eventsOf(api.tenant, 'user.changed')])).toEqual(before)
    expect(await isIn(person)).toBe(true)
  })

  it('404: an unknown user, and another tenant’s', async () => {
    const stranger = await (await createTestTenant()).createUser()
    for (const one of [{ id: 'auth0|nobody' }, stranger])
      for (const body of [{ name: 'X' }, { password: 'a whole new front door' }])
        expect((await patch(one, body)).json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_user' })
  })

  it('412: the user has changed since the caller read it', async () => {
    const person = await api.tenant.createUser()
    const operator = await api.asMachine(['read:users', 'update:users'])
    const etag = (await operator.get(pathOf(person))).headers.get('etag') ?? ''
    const send = (name: string) =>
      operator.request('PATCH', pathOf(person), {
        headers: { 'if-match': etag },
        raw: JSON.stringify({ name }),
      })
    expect((await send('One')).status).toBe(200)
    expect((await send('Two')).status).toBe(412)
  })
})
