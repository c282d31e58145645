import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { removeMember } from '@/lib/domain/members/remove-member'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { findAuthorization } from '@/lib/domain/tokens/find-authorization'
import { saveAuthorization } from '@/lib/domain/tokens/save-authorization'
import { changePassword } from '@/lib/domain/users/change-password'
import { endOtherSessions } from '@/lib/domain/users/end-other-sessions'
import { endSession } from '@/lib/domain/users/end-session'
import { makeProof } from '@/lib/domain/users/make-proof'
import { openSession } from '@/lib/domain/users/open-session'
import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { newId } from '@/lib/ids'
import { address, from } from '@/test/at-the-door'
import { housePassword, makeHouse, type House, type Person, type Place } from '@/test/house'
import { enter, makeRealm, refresh, userinfo, type Answer, type Realm } from '@/test/openid'
import { eventsOf } from '@/test/tenant-level'

let house: House
let realm: Realm

beforeAll(async () => {
  house = await makeHouse()
  realm = await makeRealm(house)
})
afterAll(disconnect)

/** The same person with a second session. */
async function elsewhere(person: Person): Promise<Person> {
  const { opened } = await house.arrange((tx) =>
    openSession(tx, {
      ...{ tenantId: house.tenantId, userId: person.id },
      ...{ connectionId: house.connection('password'), amr: ['pwd'] },
    }),
  )
  const { sessionId } = opened
  return { ...person, sessionId, self: { ...person.self, sessionId } }
}

interface Cast {
  owner: Person
  person: Person
  place: Place
}

async function cast(): Promise<Cast> {
  const owner = await house.person()
  const place = await house.organization({ owner })
  const person = await house.person({ password: housePassword })
  await house.member(place, person)
  return { owner, person, place }
}

/** What an application holds for this person: tokens that work, and a code that it has not redeemed. */
async function held(person: Person, place?: Place) {
  const options = place === undefined ? {} : { place }
  const first = await enter(realm, person, options)
  const tokens = await refresh(realm, (await first()).refresh_token)
  expect(tokens).toMatchObject({ status: 200 })
  expect(await userinfo(realm, tokens.access_token)).toMatchObject({ status: 200 })
  return { tokens, redeem: await enter(realm, person, options) }
}

async function expectDead({
  tokens,
  redeem,
}: {
  tokens: Answer
  redeem: () => Promise<Answer>
}): Promise<void> {
  const dead = { status: 400, error: 'invalid_grant' }
  expect(await refresh(realm, tokens.refresh_token)).toMatchObject(dead)
  expect(await redeem()).toMatchObject(dead)
  const { status, challenge } = await userinfo(realm, tokens.access_token)
  expect({ status, challenge }).toMatchObject({
    status: 401,
    challenge: expect.stringContaining('invalid_token'),
  })
}

/** What ends all of a person’s codes and tokens, in every organization. */
const ofPerson: [string, (person: Person) => Promise<unknown>][] = [
  [
    'the user changes the password in another session',
    async (person) =>
      changePassword((await elsewhere(person)).self, {
        current: housePassword,
        password: 'another-front-door-by-far',
      }),
  ],
  [
    'the password is reset by email',
    async (person) => {
      const token = await resetToken(person)
      return from(() => resetPassword(house.tenantId, { token, password: 'another-front-door-by-far' }))
    },
  ],
  ['the user signs out everywhere else', async (person) => endOtherSessions((await elsewhere(person)).self)],
  [
    'the user is blocked',
    (person) =>
      house.arrange((tx) => tx.user.updateMany({ where: { id: person.id }, data: { blocked: true } })),
  ],
]

/** What ends a person’s codes and tokens for one organization. */
const ofPlace: [string, (cast: Cast) => Promise<unknown>][] = [
  [
    'the member is removed',
    async ({ owner, person, place }) =>
      removeMember(await house.accessTo(place, owner, 'delete:organization_members'), { userId: person.id }),
  ],
  ['the member is suspended', ({ person, place }) => suspendMember(person, place)],
  [
    'all sessions are ended',
    async ({ owner, place }) =>
      endAllSessions(await house.accessTo(place, owner, 'update:organization_security')),
  ],
  ['the organization is suspended', ({ place }) => suspend(place)],
  [
    'the organization is deleted',
    async ({ owner, place }) =>
      deleteOrganization(await house.accessTo(place, owner, 'delete:organizations'), place.slug),
  ],
]

describe.each(ofPerson)('when %s', (_name, end) => {
  it('no code, refresh token or opaque token of the user works any more', async () => {
    const { person, place } = await cast()
    const everywhere = [await held(person), await held(person, place)]
    await end(person)
    for (const had of everywhere) await expectDead(had)
  })

  it('the codes and tokens of other users keep working', async () => {
    const { owner, person, place } = await cast()
    const others = await held(owner, place)
    await end(person)
    expect(await refresh(realm, others.tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await others.redeem()).toMatchObject({ status: 200 })
  })
})

describe.each(ofPlace)('in an organization, when %s', (_name, end) => {
  it('no code, refresh token or opaque token for it works any more', async () => {
    const everybody = await cast()
    const had = await held(everybody.person, everybody.place)
    await end(everybody)
    await expectDead(had)
  })

  it('codes and tokens outside that organization keep working', async () => {
    const everybody = await cast()
    const { tokens, redeem } = await held(everybody.person)
    await end(everybody)
    expect(await refresh(realm, tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await redeem()).toMatchObject({ status: 200 })
  })
})

describe('the session that changes the password', () => {
  it('stays active, and so do its applications; the event counts what ended', async () => {
    const { person } = await cast()
    const here = await held(person)
    const other = await elsewhere(person)
    await held(other)
    await changePassword(person.self, { current: housePassword, password: 'another-front-door-by-far' })
    expect(await refresh(realm, here.tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await here.redeem()).toMatchObject({ status: 200 })
    const events = await eventsOf(house, 'password.changed')
    expect(events.at(-1)?.details).toEqual({ by: 'person', sessionsEnded: 1, applicationsLeft: 2 })
  })
})

describe('refresh tokens that outlived their session', () => {
  it('work after signing out, and end with “sign out everywhere”, which writes an event', async () => {
    const { person } = await cast()
    const other = await elsewhere(person)
    const { tokens } = await held(other)
    await endSession(person.self, other.sessionId)
    const next = await refresh(realm, tokens.refresh_token)
    expect(next).toMatchObject({ status: 200 })
    expect(await endOtherSessions(person.self)).toBe(0)
    expect(await refresh(realm, next.refresh_token)).toMatchObject({ error: 'invalid_grant' })
    const [event] = (await eventsOf(house, 'application.tokens_revoked')).filter(
      ({ targetId }) => targetId === person.id,
    )
    expect(event?.details).toEqual({ applicationsLeft: 2 })
  })

  it('are the only tokens that do', async () => {
    const { person } = await cast()
    const other = await elsewhere(person)
    const entry = await enter(realm, other, { offline: false })
    const tokens = await entry()
    expect(tokens).toMatchObject({ status: 200 })
    expect(tokens.refresh_token).toBeUndefined()
    await endSession(person.self, other.sessionId)
    expect((await userinfo(realm, tokens.access_token)).status).toBe(401)
  })
})

describe('a user who signs in to an application while their sessions end', () => {
  it('has no authorization that outlives them', async () => {
    const { person } = await cast()
    for (let round = 0; round < 20; round++) {
      const other = await elsewhere(person)
      const id = newId('authorization')
      const [isSaved] = await Promise.all([
        saveAuthorization(house.tenantId, {
          ...{ id, clientId: realm.web.id, userId: person.id, sessionId: other.sessionId },
          ...{ connectionId: house.connection('password'), organizationId: null, offline: true },
          ...{ payload: {}, expiresIn: 600 },
        }),
        endOtherSessions(person.self),
      ])
      expect(await findAuthorization(house.tenantId, id), `round ${round}, saved: ${isSaved}`).toBeNull()
    }
  })
})

async function resetToken({ id: userId, email }: Person): Promise<string> {
  const proof = {
    tenantId: house.tenantId,
    purpose: 'reset_password' as const,
    address: address(email),
    userId,
  }
  return proofSecrets({ id: await house.arrange((tx) => makeProof(tx, proof)) }).token
}

function suspendMember(person: Person, place: Place) {
  const where = { userId: person.id, organizationId: place.id }
  return house.arrange((tx) => tx.member.updateMany({ where, data: { suspendedAt: new Date() } }))
}

function suspend(place: Place) {
  return house.arrange((tx) =>
    tx.organization.updateMany({ where: { id: place.id }, data: { suspendedAt: new Date() } }),
  )
}
