import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createInvitationFixtures,
  newPerson,
  retrying,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { createTestConnection, enableConnection, profileFrom } from '@/test/fixtures/provider-users'
import { createLink, currentLink, makeLinkExpired } from '@/test/fixtures/join-links'
import type { TestUser } from '@/test/fixtures/tenant'
import { signInWithProvider } from '../connections/sign-in-with-provider'
import { getMember } from '../members/get-member'
import { emailAddress } from '../text/email-address'
import { emailTokenSecrets } from '../users/email-token'
import { verifySignUp } from '../users/sign-up'
import { findJoinLink } from './queries'
import { findJoinPage } from './find-join-page'
import { joinByLink } from './join-by-link'
import { rotateJoinLink } from './rotate-join-link'
import { signUpByLink } from './sign-up-by-link'
import { turnOffJoinLink } from './turn-off-join-link'

let fixtures: Awaited<ReturnType<typeof createInvitationFixtures>>
let at: InvitationFixture
let guest: TestUser

beforeAll(async () => {
  fixtures = await createInvitationFixtures()
})
beforeEach(async () => {
  at = await fixtures.createFixture()
  guest = await at.tenant.createUser({ name: 'Gus Guest' })
})

async function usesOf(): Promise<number | undefined> {
  return (await findJoinLink(await at.reading()))?.uses
}

function page(token: string, user: TestUser | null = null) {
  const session = user && {
    user,
    connectionId: at.tenant.connection('password'),
    authTime: new Date(),
  }
  return findJoinPage(at.tenant.tenantId, token, session)
}

describe('a signed-in user', () => {
  it('becomes a member once, with the link’s roles, and the event names the link', async () => {
    const { id, token } = await createLink(at, { roles: ['Member', 'Viewer'] })
    expect(await page(token, guest)).toMatchObject({ state: 'live', viewer: 'may_join' })
    for (let time = 0; time < 2; time++)
      expect(await joinByLink(guest.self, token)).toEqual({ slug: at.organization.slug })
    expect(await at.rolesOf(guest.id)).toEqual(['Member', 'Viewer'])
    expect(await usesOf()).toBe(1)
    const events = await at.eventsOf('member.added')
    expect(events.filter(({ targetId }) => targetId === guest.id)).toMatchObject([
      { actorId: guest.id, details: { after: ['Member', 'Viewer'], by: { joinLinkId: id } } },
    ])
    expect(await page(token, guest)).toMatchObject({ viewer: 'member' })
    const access = await at.tenant.accessTo(at.organization, at.owner, 'read:organization_members')
    expect(await getMember(access, guest.id)).toMatchObject({ invitedBy: null, hasJoinedByLink: true })
    expect(await getMember(access, at.owner.id)).toMatchObject({ hasJoinedByLink: false })
  })

  it('cannot join with an address of another domain, or of a subdomain', async () => {
    const { token } = await createLink(at, { domains: ['acme.test'] })
    const fits = await at.tenant.createUser({ email: 'fits@acme.test' })
    const under = await at.tenant.createUser({ email: 'under@eu.acme.test' })
    for (const other of [guest, under]) {
      expect(await page(token, other)).toMatchObject({ viewer: 'other_domain' })
      await expect(joinByLink(other.self, token)).rejects.toMatchObject({ code: 'conflict' })
    }
    await joinByLink(fits.self, token)
    expect(await usesOf()).toBe(1)
  })

  it('cannot join without a verified address or with a sign-in that the organization does not accept', async () => {
    const { token } = await createLink(at)
    const unverified = await at.tenant.createUser({ isVerified: false })
    await expect(joinByLink(unverified.self, token)).rejects.toMatchObject({ code: 'sign_in_again' })
    await at.tenant.write((tx) =>
      tx.organization.update({
        where: { tenantId_id: { tenantId: at.tenant.tenantId, id: at.organization.id } },
        data: { sessionsFrom: new Date(Date.now() + 60_000) },
      }),
    )
    await expect(joinByLink(guest.self, token)).rejects.toMatchObject({ code: 'sign_in_again' })
    expect(await at.rolesOf(guest.id)).toBeNull()
  })
})

describe('a link that does not work says why', () => {
  it.each([
    ['expired', () => makeLinkExpired(at)],
    ['replaced', async (id: string) => rotateJoinLink(await at.inviting(), id)],
    ['turned_off', async (id: string) => turnOffJoinLink(await at.revoking(), id)],
    [
      'unavailable',
      () =>
        at.tenant.write((tx) =>
          tx.organization.updateMany({
            where: { id: at.organization.id },
            data: { suspendedAt: new Date() },
          }),
        ),
    ],
  ])('%s', async (state, end) => {
    const { id, token } = await createLink(at)
    await end(id)
    expect(await page(token)).toMatchObject({ state })
    await expect(joinByLink(guest.self, token)).rejects.toMatchObject({ code: 'gone' })
    expect(await at.rolesOf(guest.id)).toBeNull()
  })

  it('a link of another tenant is unknown', async () => {
    const { token } = await createLink(at)
    const { tenant } = await createInvitationFixtures()
    expect(await findJoinPage(tenant.tenantId, token, null)).toBeNull()
    const stranger = await tenant.createUser()
    await expect(joinByLink(stranger.self, token)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('at once', () => {
  it('the last use makes one member', async () => {
    const { token } = await createLink(at, { maxUses: 2 })
    const people = await Promise.all(Array.from({ length: 8 }, () => at.tenant.createUser()))
    const results = await Promise.allSettled(
      people.map(({ self }) => retrying(() => joinByLink(self, token))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const refusals = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'gone' })
    expect(await usesOf()).toBe(2)
    expect(await page(token)).toMatchObject({ state: 'used_up' })
    const joined = await at.tenant.read((tx) =>
      tx.member.count({ where: { organizationId: at.organization.id, joinLinkId: { not: null } } }),
    )
    expect(joined).toBe(2)
  })

  it('a replacement and a join end in one of the two orders', async () => {
    const { id, token } = await createLink(at)
    const rotating = await at.inviting()
    const [joined] = await Promise.allSettled([
      retrying(() => joinByLink(guest.self, token)),
      retrying(() => rotateJoinLink(rotating, id)),
    ])
    const isMember = (await at.rolesOf(guest.id)) !== null
    expect(isMember).toBe(joined.status === 'fulfilled')
    expect((await currentLink(at)).token).not.toBe(token)
  })
})

describe('a new person', () => {
  async function verified(proofId: string) {
    const proof = await at.tenant.read((tx) => tx.emailProof.findFirstOrThrow({ where: { id: proofId } }))
    return verifySignUp(at.tenant.tenantId, { proofId, code: emailTokenSecrets(proof).code })
  }

  function signingUp(token: string, email: string, password: string | undefined = newPerson.password) {
    const address = emailAddress.parse(email)
    return signUpByLink(at.tenant.tenantId, token, { name: newPerson.name, address, password })
  }

  it.each([
    ['a password', newPerson.password],
    ['an email code', undefined],
  ])('joins with %s once the address is verified', async (_, password) => {
    const { token } = await createLink(at)
    const address = emailAddress.parse(`${crypto.randomUUID()}@acme.test`)
    const given = { name: newPerson.name, address, password }
    const { proofId } = await signUpByLink(at.tenant.tenantId, token, given)
    expect(await usesOf()).toBe(0)
    const arrival = await verified(proofId)
    expect(arrival).toMatchObject({ organization: { slug: at.organization.slug }, returnTo: null })
    expect(await at.rolesOf(arrival.userId)).toEqual(['Member'])
    expect(await usesOf()).toBe(1)
  })

  it('has an account but is not a member if the link stopped working before the code was entered', async () => {
    const { id, token } = await createLink(at)
    const { proofId } = await signingUp(token, `${crypto.randomUUID()}@acme.test`)
    await turnOffJoinLink(await at.revoking(), id)
    const arrival = await verified(proofId)
    expect(arrival).toMatchObject({ organization: null, returnTo: `/join/${token}` })
    expect(await at.rolesOf(arrival.userId)).toBeNull()
  })

  it('gets an account from a provider that creates none here, then joins', async () => {
    const { token } = await createLink(at, { domains: ['acme.test'] })
    const connection = await createTestConnection(at.tenant, { strategy: 'google-oauth2' })
    await enableConnection(at.tenant, { organization: at.organization, connection })
    const come = (email: string, path: string) =>
      signInWithProvider(at.tenant.tenantId, {
        ...profileFrom(connection, { email, isOwnAddress: true }),
        organizationId: at.organization.id,
        slug: at.organization.slug,
        returnTo: path,
      })
    const refused = { kind: 'refused', reason: 'no_account' }
    expect(await come('pia@acme.test', '/orgs')).toMatchObject(refused)
    expect(await come('pia@other.test', `/join/${token}`)).toMatchObject(refused)
    const outcome = await come('pia@acme.test', `/join/${token}`)
    if (outcome.kind !== 'arrived') throw new Error('The user did not arrive.')
    const { userId, sessionId } = outcome.arrival
    expect(await at.rolesOf(userId)).toBeNull()
    await joinByLink({ kind: 'self', tenantId: at.tenant.tenantId, userId, sessionId }, token)
    expect(await at.rolesOf(userId)).toEqual(['Member'])
  })

  it('is told at once if the address or the method does not fit, or if the link is dead', async () => {
    const { token } = await createLink(at, { domains: ['acme.test'] })
    await expect(signingUp(token, 'new@other.test')).rejects.toMatchObject({ field: 'email' })
    await at.tenant.write((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: at.organization.id, connectionId: at.tenant.connection('password') },
      }),
    )
    await expect(signingUp(token, 'new@acme.test')).rejects.toMatchObject({ code: 'conflict' })
    await makeLinkExpired(at)
    await expect(signingUp(token, 'new@acme.test')).rejects.toMatchObject({ code: 'gone' })
  })
})
