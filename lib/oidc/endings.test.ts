import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { removeMember } from '@/lib/domain/members/remove-member'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { findAuthorization, saveAuthorization } from '@/lib/domain/tokens/authorizations'
import { changePassword } from '@/lib/domain/users/change-password'
import { createEmailToken, emailTokenSecrets } from '@/lib/domain/users/email-token'
import { endOtherSessions, endSession } from '@/lib/domain/users/end-sessions'
import { openSession } from '@/lib/domain/users/open-session'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { newId } from '@/lib/ids'
import { address, from } from '@/test/fixtures/signed-out'
import {
  type TestTenant,
  testPassword,
  createTestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import {
  type Answer,
  signIn,
  createOpenidTenant,
  type OpenidTenant,
  refresh,
  userinfo,
} from '@/test/fixtures/openid'
import { eventsOf } from '@/test/fixtures/operator'

let tenant: TestTenant
let openid: OpenidTenant

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
})
afterAll(disconnect)

/** The same person with a second session. */
async function elsewhere(person: TestUser): Promise<TestUser> {
  const { opened } = await tenant.write((tx) =>
    openSession(tx, {
      tenantId: tenant.tenantId,
      userId: person.id,
      connectionId: tenant.connection('password'),
      amr: ['pwd'],
    }),
  )
  const { sessionId } = opened
  return { ...person, sessionId, self: { ...person.self, sessionId } }
}

interface Cast {
  owner: TestUser
  person: TestUser
  organization: TestOrganization
}

async function cast(): Promise<Cast> {
  const owner = await tenant.createUser()
  const organization = await tenant.createOrganization({ owner })
  const person = await tenant.createUser({ password: testPassword })
  await tenant.addMember(organization, person)
  return { owner, person, organization }
}

/** What an application holds for this person: tokens that work, and a code that it has not redeemed. */
async function permissions(person: TestUser, organization?: TestOrganization) {
  const options = organization === undefined ? {} : { organization }
  const first = await signIn(openid, person, options)
  const tokens = await refresh(openid, (await first()).refresh_token)
  expect(tokens).toMatchObject({ status: 200 })
  expect(await userinfo(openid, tokens.access_token)).toMatchObject({ status: 200 })
  return { tokens, redeem: await signIn(openid, person, options) }
}

async function expectDead({
  tokens,
  redeem,
}: {
  tokens: Answer
  redeem: () => Promise<Answer>
}): Promise<void> {
  const dead = { status: 400, error: 'invalid_grant' }
  expect(await refresh(openid, tokens.refresh_token)).toMatchObject(dead)
  expect(await redeem()).toMatchObject(dead)
  const { status, challenge } = await userinfo(openid, tokens.access_token)
  expect({ status, challenge }).toMatchObject({
    status: 401,
    challenge: expect.stringContaining('invalid_token'),
  })
}

/** What ends all of a person’s codes and tokens, in every organization. */
const ofPerson: [string, (person: TestUser) => Promise<unknown>][] = [
  [
    'the user changes the password in another session',
    async (person) =>
      changePassword((await elsewhere(person)).self, {
        current: testPassword,
        password: 'another-front-door-by-far',
      }),
  ],
  [
    'the password is reset by email',
    async (person) => {
      const token = await resetToken(person)
      return from(() => resetPassword(tenant.tenantId, { token, password: 'another-front-door-by-far' }))
    },
  ],
  ['the user signs out everywhere else', async (person) => endOtherSessions((await elsewhere(person)).self)],
  [
    'the user is blocked',
    (person) =>
      tenant.write((tx) => tx.user.updateMany({ where: { id: person.id }, data: { blocked: true } })),
  ],
]

/** What ends a person’s codes and tokens for one organization. */
const ofPlace: [string, (cast: Cast) => Promise<unknown>][] = [
  [
    'the member is removed',
    async ({ owner, person, organization: place }) =>
      removeMember(await tenant.accessTo(place, owner, 'delete:organization_members'), { userId: person.id }),
  ],
  ['the member is suspended', ({ person, organization: place }) => suspendMember(person, place)],
  [
    'all sessions are ended',
    async ({ owner, organization: place }) =>
      endAllSessions(await tenant.accessTo(place, owner, 'update:organization_security')),
  ],
  ['the organization is suspended', ({ organization: place }) => suspend(place)],
  [
    'the organization is deleted',
    async ({ owner, organization: place }) =>
      deleteOrganization(await tenant.accessTo(place, owner, 'delete:organizations'), place.slug),
  ],
]

describe.each(ofPerson)('when %s', (_name, end) => {
  it('no code, refresh token or opaque token of the user works any more', async () => {
    const { person, organization } = await cast()
    const everywhere = [await permissions(person), await permissions(person, organization)]
    await end(person)
    for (const had of everywhere) await expectDead(had)
  })

  it('the codes and tokens of other users keep working', async () => {
    const { owner, person, organization } = await cast()
    const others = await permissions(owner, organization)
    await end(person)
    expect(await refresh(openid, others.tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await others.redeem()).toMatchObject({ status: 200 })
  })
})

describe.each(ofPlace)('in an organization, when %s', (_name, end) => {
  it('no code, refresh token or opaque token for it works any more', async () => {
    const everybody = await cast()
    const had = await permissions(everybody.person, everybody.organization)
    await end(everybody)
    await expectDead(had)
  })

  it('codes and tokens outside that organization keep working', async () => {
    const everybody = await cast()
    const { tokens, redeem } = await permissions(everybody.person)
    await end(everybody)
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await redeem()).toMatchObject({ status: 200 })
  })
})

describe('the session that changes the password', () => {
  it('stays active, and so do its applications; the event counts what ended', async () => {
    const { person } = await cast()
    const here = await permissions(person)
    const other = await elsewhere(person)
    await permissions(other)
    await changePassword(person.self, { current: testPassword, password: 'another-front-door-by-far' })
    expect(await refresh(openid, here.tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await here.redeem()).toMatchObject({ status: 200 })
    const events = await eventsOf(tenant, 'password.changed')
    expect(events.at(-1)?.details).toEqual({ by: 'person', sessionsEnded: 1, applicationsLeft: 2 })
  })
})

describe('refresh tokens that outlived their session', () => {
  it('work after signing out, and end with “sign out everywhere”, which writes an event', async () => {
    const { person } = await cast()
    const other = await elsewhere(person)
    const { tokens } = await permissions(other)
    await endSession(person.self, other.sessionId)
    const next = await refresh(openid, tokens.refresh_token)
    expect(next).toMatchObject({ status: 200 })
    expect(await endOtherSessions(person.self)).toBe(0)
    expect(await refresh(openid, next.refresh_token)).toMatchObject({ error: 'invalid_grant' })
    const [event] = (await eventsOf(tenant, 'application.tokens_revoked')).filter(
      ({ targetId }) => targetId === person.id,
    )
    expect(event?.details).toEqual({ applicationsLeft: 2 })
  })

  it('are the only tokens that do', async () => {
    const { person } = await cast()
    const other = await elsewhere(person)
    const entry = await signIn(openid, other, { offline: false })
    const tokens = await entry()
    expect(tokens).toMatchObject({ status: 200 })
    expect(tokens.refresh_token).toBeUndefined()
    await endSession(person.self, other.sessionId)
    expect((await userinfo(openid, tokens.access_token)).status).toBe(401)
  })
})

describe('a user who signs in to an application while their sessions end', () => {
  it('has no authorization that outlives them', async () => {
    const { person } = await cast()
    for (let round = 0; round < 20; round++) {
      const other = await elsewhere(person)
      const id = newId('authorization')
      const [isSaved] = await Promise.all([
        saveAuthorization(tenant.tenantId, {
          id,
          clientId: openid.web.id,
          userId: person.id,
          sessionId: other.sessionId,
          connectionId: tenant.connection('password'),
          organizationId: null,
          offline: true,
          payload: {},
          expiresIn: 600,
        }),
        endOtherSessions(person.self),
      ])
      expect(await findAuthorization(tenant.tenantId, id), `round ${round}, saved: ${isSaved}`).toBeNull()
    }
  })
})

async function resetToken({ id: userId, email }: TestUser): Promise<string> {
  const emailToken = {
    tenantId: tenant.tenantId,
    purpose: 'reset_password' as const,
    address: address(email),
    userId,
  }
  return emailTokenSecrets({ id: await tenant.write((tx) => createEmailToken(tx, emailToken)) }).token
}

function suspendMember(person: TestUser, organization: TestOrganization) {
  const where = { userId: person.id, organizationId: organization.id }
  return tenant.write((tx) => tx.member.updateMany({ where, data: { suspendedAt: new Date() } }))
}

function suspend(organization: TestOrganization) {
  return tenant.write((tx) =>
    tx.organization.updateMany({ where: { id: organization.id }, data: { suspendedAt: new Date() } }),
  )
}
