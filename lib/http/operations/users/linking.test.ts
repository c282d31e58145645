import { beforeAll, describe, expect, it } from 'vitest'
import type { FederatedProfile } from '@/lib/domain/connections/federated-profile'
import { linkIdentity } from '@/lib/domain/connections/link-identity'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import { findSession } from '@/lib/domain/users/find-session'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createProvider } from '@/test/fixtures/connections'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf } from '@/test/fixtures/operator'

let api: Api
let operator: ApiCaller
let gitHub: string

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['update:users'])
  gitHub = await createProvider(api.tenant, { strategy: 'github' })
})

/** A user who signs in with this provider, as `subject`. */
async function from(connectionId: string, tenant: TestTenant = api.tenant) {
  const person = await tenant.createUser({ name: 'Paula Provided' })
  const subject = newId('identity')
  await tenant.write(async (tx) => {
    await tx.identity.create({ data: { id: newId('identity'), userId: person.id, connectionId, subject } })
    await tx.session.updateMany({ where: { id: person.sessionId }, data: { connectionId } })
  })
  return { person, subject }
}

function link({ id }: { id: string }, body: object) {
  return operator.send('POST', `users/${encodeURIComponent(id)}/identities`, body)
}

function identitiesOf({ id: userId }: { id: string }) {
  const where = { tenantId: api.tenant.tenantId, userId }
  return api.tenant.read((tx) => tx.identity.findMany({ where, orderBy: { id: 'asc' } }))
}

function isThere({ id }: { id: string }): Promise<boolean> {
  const where = { tenantId: api.tenant.tenantId, id }
  return api.tenant.read(async (tx) => (await tx.user.count({ where })) === 1)
}

const issuer = 'https://login.acme.test'

function coming(connectionId: string, subject: string): FederatedProfile {
  const address = { email: 'elsewhere@provider.test', folded: 'elsewhere@provider.test' }
  const said = { emailVerified: true, isOwnAddress: false, name: null, picture: null, amr: [] }
  return {
    connectionId,
    issuer,
    profile: { subject, address, ...said },
    organizationId: null,
    slug: null,
    returnTo: null,
    ticket: null,
  }
}

describe('POST /users/{id}/identities', () => {
  it('201: the identity now signs in this user; the other user and their memberships are deleted', async () => {
    const user = await api.tenant.createUser({ password: 'open-the-front-door', name: 'Pia Primary' })
    const { person: other, subject } = await from(gitHub)
    const organization = await api.tenant.createOrganization({ owner: other })
    await api.tenant.addMember(organization, user, ['Owner'])
    const { status, rows } = await link(user, { provider: 'github', user_id: subject })
    expect(status).toBe(201)
    expect(rows).toMatchObject([{ provider: 'auth0' }, { provider: 'github', user_id: subject }])
    expect(await signInWithProvider(api.tenant.tenantId, coming(gitHub, subject))).toMatchObject({
      kind: 'arrived',
      arrival: { userId: user.id },
    })
    expect(await Promise.all([isThere(user), isThere(other)])).toEqual([true, false])
    expect(await findSession(api.tenant.tenantId, other.sessionId, other.id)).toBeNull()
    expect(await findSession(api.tenant.tenantId, user.sessionId, user.id)).not.toBeNull()
    const where = { tenantId: api.tenant.tenantId, organizationId: organization.id }
    const members = await api.tenant.read((tx) => tx.member.findMany({ where }))
    expect(members.map(({ userId }) => userId)).toEqual([user.id])
    expect((await eventsOf(api.tenant, 'identity.linked')).at(-1)).toMatchObject({
      actorId: operator.client.id,
      targetId: user.id,
      people: { targetName: 'Pia Primary' },
      details: { connections: [gitHub], from: other.id },
    })
    expect((await eventsOf(api.tenant, 'user.deleted')).at(-1)).toMatchObject({ targetId: other.id })
    const left = (await eventsOf(api.tenant, 'member.removed')).at(-1)
    expect(left).toMatchObject({ targetId: other.id, organizationId: organization.id })
  })

  it('201: all provider identities of the other user move; their password does not', async () => {
    const user = await api.tenant.createUser()
    const [{ person: other, subject }, google] = await Promise.all([from(gitHub), createProvider(api.tenant)])
    await api.tenant.write(async (tx) => {
      const named = { userId: other.id, subject: 'named' }
      const [one, two] = [newId('identity'), newId('identity')]
      await tx.identity.create({ data: { id: one, connectionId: google, ...named } })
      const password = { connectionId: api.tenant.connection('password'), passwordHash: 'none' }
      await tx.identity.create({ data: { id: two, ...password, ...named } })
    })
    expect((await link(user, { provider: 'google-oauth2', user_id: 'named' })).status).toBe(201)
    const moved = (await identitiesOf(user)).map(({ connectionId, subject: called }) => [
      connectionId,
      called,
    ])
    expect(moved.toSorted()).toEqual(
      [
        [gitHub, subject],
        [google, 'named'],
      ].toSorted(),
    )
  })

  it('201: of several OpenID providers with the same subject, the one that the caller names', async () => {
    const [here, there] = await Promise.all([
      createProvider(api.tenant, { strategy: 'oidc' }),
      createProvider(api.tenant, { strategy: 'oidc' }),
    ])
    const user = await api.tenant.createUser()
    const [one, two] = await Promise.all([from(here), from(there)])
    await api.tenant.write((tx) =>
      tx.identity.updateMany({ where: { connectionId: { in: [here, there] } }, data: { subject: 'alike' } }),
    )
    expect((await link(user, { provider: 'oidc', user_id: 'alike' })).status).toBe(404)
    const wrong = { provider: 'oidc', user_id: `${here.slice(4)}|alike`, connection_id: there }
    expect((await link(user, wrong)).status).toBe(404)
    expect((await link(user, { provider: 'oidc', user_id: 'alike', connection_id: there })).status).toBe(201)
    expect(await Promise.all([isThere(one.person), isThere(two.person)])).toEqual([true, false])
    expect((await link(user, { provider: 'oidc', user_id: `${here.slice(4)}|alike` })).status).toBe(201)
    expect(await isThere(one.person)).toBe(false)
  })

  it.each<[string, object]>([
    ['a password', { provider: 'auth0', user_id: 'x' }],
    ['a link by email', { provider: 'email', user_id: 'x' }],
    ['no provider', { user_id: 'x' }],
    ['no user', { provider: 'github' }],
    ['an empty user', { provider: 'github', user_id: '' }],
    ['a token of the other user', { link_with: 'a.b.c' }],
    ['a number', { provider: 'github', user_id: 4711 }],
  ])('400: %s', async (_, body) => {
    const user = await api.tenant.createUser()
    const { status, json } = await link(user, body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })

  it('404: an unknown or foreign user, and an unknown or foreign identity; deletes no one', async () => {
    const user = await api.tenant.createUser()
    const [{ person: other, subject }, elsewhere] = await Promise.all([from(gitHub), createTestTenant()])
    const stranger = await from(await createProvider(elsewhere, { strategy: 'github' }), elsewhere)
    for (const [whose, called] of [
      [{ id: 'auth0|nobody' }, subject],
      [stranger.person, subject],
      [user, 'nobody'],
      [user, stranger.subject],
    ] as const) {
      const { status, json } = await link(whose, { provider: 'github', user_id: called })
      expect([status, json['errorCode']]).toEqual([404, 'inexistent_user'])
    }
    expect(await Promise.all([isThere(user), isThere(other)])).toEqual([true, true])
    expect((await link(user, { provider: 'google-oauth2', user_id: subject })).status).toBe(404)
    expect((await link(user, { provider: 'github', user_id: subject })).status).toBe(201)
  })

  it('409: an identity that was added or linked later cannot merge its user into another', async () => {
    const first = await api.tenant.createUser()
    const second = await api.tenant.createUser()
    const { person: other, subject } = await from(gitHub)
    const named = { provider: 'github', user_id: subject }
    expect((await link(first, named)).status).toBe(201)
    const added = newId('identity')
    await linkIdentity(second.self, coming(await createProvider(api.tenant, { options: { issuer } }), added))
    for (const [user, body] of [
      [second, named],
      [first, { provider: 'google-oauth2', user_id: added }],
    ] as const) {
      const { status, json } = await link(user, body)
      expect([status, json['errorCode']]).toEqual([409, 'conflict'])
    }
    const people = [first, second, other].map(isThere)
    expect(await Promise.all(people)).toEqual([true, true, false])
  })

  it('409: an identity the user already has, and a second one of a connection; nothing changes', async () => {
    const [{ person: user, subject: own }, { person: other, subject }] = await Promise.all([
      from(gitHub),
      from(gitHub),
    ])
    const before = await identitiesOf(user)
    for (const called of [own, subject]) {
      const { status, json } = await link(user, { provider: 'github', user_id: called })
      expect([status, json['errorCode']]).toEqual([409, 'conflict'])
    }
    expect(await identitiesOf(user)).toEqual(before)
    expect(await Promise.all([isThere(user), isThere(other)])).toEqual([true, true])
  })

  it('of several requests at the same time one links, and no other user is deleted', async () => {
    for (let round = 0; round < 10; round++) {
      const users: TestUser[] = await Promise.all([api.tenant.createUser(), api.tenant.createUser()])
      const { person: other, subject } = await from(gitHub)
      const requested = users.map((user) => link(user, { provider: 'github', user_id: subject }))
      const statuses = (await Promise.all(requested)).map(({ status }) => status)
      expect(statuses).toContain(201)
      expect(statuses.filter((status) => status === 404 || status === 409)).toHaveLength(1)
      expect(await isThere(other)).toBe(false)
      expect(await Promise.all(users.map(isThere))).toEqual([true, true])
      const found = await Promise.all(users.map(identitiesOf))
      expect(found.flat().map(({ subject: called }) => called)).toEqual([subject])
    }
  })

  it('of two users linked to each other at the same time one stays, with both identities', async () => {
    const google = await createProvider(api.tenant)
    for (let round = 0; round < 10; round++) {
      const [one, two] = await Promise.all([from(gitHub), from(google)])
      const answers = await Promise.all([
        link(one.person, { provider: 'google-oauth2', user_id: two.subject }),
        link(two.person, { provider: 'github', user_id: one.subject }),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 404])
      const found = await Promise.all([identitiesOf(one.person), identitiesOf(two.person)])
      expect(found.map(({ length }) => length).toSorted()).toEqual([0, 2])
    }
  })
})
