import { beforeAll, describe, expect, it } from 'vitest'
import { findEmailToken, emailTokenSecrets } from '@/lib/domain/users/email-token'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { verifySignUp } from '@/lib/domain/users/sign-up'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { arrived } from '@/test/fixtures/signed-out'
import { eventsOf } from '@/test/fixtures/operator'

const password = 'a whole new front door'
let api: Api
let maker: ApiCaller
let tenantId: string

beforeAll(async () => {
  api = await startApi()
  ;({ tenantId } = api.tenant)
  maker = await api.asMachine(['create:users'])
})

function make(body: object) {
  return maker.send('POST', 'users', { connection: 'password', password, ...body })
}

function left() {
  return api.tenant.read(async (tx) => ({
    users: await tx.user.count({ where: { tenantId } }),
    events: await tx.auditEvent.count({ where: { tenantId } }),
    mails: await tx.mail.count({ where: { tenantId } }),
  }))
}

function mailsTo(recipient: string) {
  return api.tenant.read((tx) => tx.mail.findMany({ where: { tenantId, recipient } }))
}

/** The token of the link in the sign-up email. */
async function tokenFor(recipient: string): Promise<string> {
  const [emailToken] = await api.tenant.read((tx) =>
    tx.emailProof.findMany({ where: { tenantId, email: recipient, purpose: 'sign_up' } }),
  )
  if (!emailToken) throw new Error('Nothing was mailed.')
  return emailTokenSecrets(emailToken).token
}

describe('POST /users', () => {
  it('201: with every property and a verified address; the user can sign in', async () => {
    const body = {
      email: 'Jane.Doe@Tenant.test',
      user_id: 'old|7',
      email_verified: true,
      name: 'Jane Doe',
      nickname: 'JD',
      given_name: 'Jane',
      family_name: 'Doe',
      picture: 'https://tenant.test/j.png',
      user_metadata: { color: 'blue', gone: null },
      app_metadata: { plan: { name: 'gold' } },
    }
    const { status, json } = await make({ ...body, connection: 'Username-Password-Authentication' })
    expect(status).toBe(201)
    const { user_metadata: _, ...same } = body
    expect(json).toMatchObject({ ...same, user_id: 'auth0|old|7', user_metadata: { color: 'blue' } })
    expect(json).toMatchObject({
      identities: [{ provider: 'auth0', user_id: 'old|7', connection: 'password' }],
    })
    expect(await mailsTo('Jane.Doe@Tenant.test')).toEqual([])
    const arrival = await arrived(signInWithPassword(tenantId, { email: 'jane.doe@tenant.test', password }))
    expect(arrival.userId).toBe('auth0|old|7')
    const event = (await eventsOf(api.tenant, 'user.created')).at(-1)
    expect(event).toMatchObject({
      actorKind: 'client',
      actorId: maker.client.id,
      targetId: 'auth0|old|7',
      details: { connection: 'password', isEmailVerified: true, isBlocked: false },
      people: { targetEmail: 'Jane.Doe@Tenant.test', targetName: 'Jane Doe' },
    })
  })

  it('201: an unverified user can sign in only by the emailed link, which replaces the password', async () => {
    const email = 'una@tenant.test'
    const { json } = await make({ email })
    expect(json).toMatchObject({ email_verified: false, name: email, nickname: 'una' })
    await expect(signInWithPassword(tenantId, { email, password })).rejects.toMatchObject({ code: 'invalid' })
    expect(await mailsTo(email)).toMatchObject([{ template: 'sign_up_proof' }])
    const token = await tokenFor(email)
    expect(await findEmailToken(tenantId, 'sign_up', token)).toMatchObject({ state: 'live', name: email })
    const arrival = await verifySignUp(tenantId, { token }, 'chosen by the user')
    expect(arrival.userId).toBe(json['user_id'])
    await expect(signInWithPassword(tenantId, { email, password })).rejects.toMatchObject({ code: 'invalid' })
    const again = await arrived(signInWithPassword(tenantId, { email, password: 'chosen by the user' }))
    expect(again.userId).toBe(json['user_id'])
  })

  it('201: a blocked user with email only, without a verification email', async () => {
    const body = { connection: 'email', email: 'mel@tenant.test', verify_email: false, blocked: true }
    const { status, json } = await maker.send('POST', 'users', body)
    expect(status).toBe(201)
    expect(json).toMatchObject({ blocked: true, identities: [{ provider: 'email', connection: 'email' }] })
    expect(await mailsTo('mel@tenant.test')).toEqual([])
  })

  it('201: accepts a form body', async () => {
    const raw = new URLSearchParams({
      connection: 'email',
      email: 'form@tenant.test',
      email_verified: 'true',
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { status, json } = await maker.request('POST', 'users', { headers, raw: raw.toString() })
    expect([status, json['email_verified']]).toEqual([201, true])
  })

  const email = 'new@tenant.test'
  it.each<[string, object, string]>([
    ['no connection', { email, connection: undefined }, 'connection'],
    ['an unknown connection', { email, connection: 'nowhere' }, 'The connection does not exist.'],
    [
      'a connection that creates its own users',
      { email, connection: 'passkey' },
      'are created when they sign in',
    ],
    ['no address', {}, 'email'],
    ['no address at all', { email: 'new@house' }, 'email'],
    ['two addresses', { email: 'a@tenant.test,b@tenant.test' }, 'email'],
    ['no password', { email, password: undefined }, 'need a password'],
    ['a password where there is none', { email, connection: 'email' }, 'have no password'],
    ['a short password', { email, password: 'short' }, 'at least 10 characters'],
    ['the address as the password', { email, password: email }, 'not your email address'],
    ['a space in the id', { email, user_id: 'a b' }, 'user_id'],
    ['a long id', { email, user_id: 'a'.repeat(256) }, 'user_id'],
    ['a long name', { email, name: 'a'.repeat(301) }, 'name'],
    ['a long nickname', { email, nickname: 'a'.repeat(301) }, 'nickname'],
    ['a long given name', { email, given_name: 'a'.repeat(151) }, 'given_name'],
    ['a long family name', { email, family_name: 'a'.repeat(151) }, 'family_name'],
    ['a name that is a link', { email, name: 'https://tenant.test' }, 'name'],
    ['a picture that is none', { email, picture: 'javascript:alert(1)' }, 'picture'],
    ['metadata that is a list', { email, app_metadata: [] }, 'app_metadata'],
    ['blocked that is neither', { email, blocked: 'yes' }, 'blocked'],
    ['an unknown property', { email, phone_number: '+4412345' }, 'Additional properties not allowed'],
  ])('400: %s', async (_, body, part) => {
    const before = await left()
    const { status, json } = await make(body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    expect(json['message']).toContain(part)
    expect(await left()).toEqual(before)
  })

  it('409: another user’s address in other letter case, or another user’s id', async () => {
    const [one, two] = ['taken@tenant.test', 'other@tenant.test']
    await make({ email: one, user_id: 'taken' })
    const before = await left()
    for (const body of [{ email: 'TAKEN@tenant.test' }, { email: two, user_id: 'taken' }]) {
      const { status, json } = await make(body)
      expect(status).toBe(409)
      expect(json).toMatchObject({ message: 'The user already exists.', errorCode: 'auth0_idp_error' })
    }
    expect(await left()).toEqual(before)
  })

  it('201 for one of many requests at the same time, 409 for the others', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => make({ email: 'race@tenant.test' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  })
})
