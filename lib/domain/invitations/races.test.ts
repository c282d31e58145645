import { beforeAll, describe, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { inviteesOf, retrying, newAddress, newPerson, InvitationFixture } from '@/test/fixtures/invitations'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { acceptInvitation } from './accept-invitation'
import { invite } from './invite'
import { joinByInvitation } from './join-by-invitation'
import { revokeInvitations } from './revoke-invitations'

let tenant: TestTenant
let owner: TestUser
const times = rounds(8)

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
})

interface Round {
  fixture: InvitationFixture
  organization: TestOrganization
  guest: TestUser
  id: string
  mailed: string
}

async function startRound(roles = ['Member']): Promise<Round> {
  const organization = await tenant.createOrganization({ owner })
  const fixture = new InvitationFixture(tenant, owner, organization)
  const guest = await tenant.createUser()
  const { id, mailed } = await fixture.send(guest.email, roles)
  return { fixture, organization, guest, id, mailed }
}

/** The result: the row, the memberships, the events and the emails of one organization. */
function outcome({ organization, id }: Pick<Round, 'organization' | 'id'>) {
  return tenant.read(async (tx) => {
    const { state } = await tx.invitation.findUniqueOrThrow({
      where: { tenantId_id: { tenantId: tenant.tenantId, id } },
    })
    const here = { organizationId: organization.id }
    const joined = await tx.member.count({ where: { ...here, invitationId: id } })
    const events = await tx.auditEvent.findMany({ where: here, select: { type: true } })
    const mails = await tx.mail.count({ where: { ...here, template: 'invitation_accepted' } })
    const count = (type: string) => events.filter((event) => event.type === type).length
    return {
      state,
      joined,
      mails,
      accepted: count('invitation.accepted'),
      added: count('member.added'),
      revoked: count('invitation.revoked'),
    }
  })
}

const inside = { state: 'accepted', joined: 1, mails: 1, accepted: 1, added: 1, revoked: 0 }
const outside = { joined: 0, mails: 0, accepted: 0, added: 0 }

describe('at once', () => {
  it(
    '200 accepts of one ticket by one person make one member, one event, one mail',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      const round = await startRound()
      const all = await Promise.all(
        Array.from({ length: 200 }, () => retrying(() => acceptInvitation(round.guest.self, round.mailed))),
      )
      expect(new Set(all.map(({ slug }) => slug))).toEqual(new Set([round.organization.slug]))
      expect(await outcome(round)).toEqual(inside)
    },
  )

  it(
    'of many accounts only the one with the address becomes a member',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      const round = await startRound()
      const others = await Promise.all(Array.from({ length: 30 }, () => tenant.createUser()))
      const members = [...others.slice(0, 15), round.guest, ...others.slice(15)]
      const all = await Promise.allSettled(
        members.map((person) => retrying(() => acceptInvitation(person.self, round.mailed))),
      )
      expect(all.map(({ status }) => status === 'fulfilled')).toEqual(
        members.map((person) => person.id === round.guest.id),
      )
      expect(await outcome(round)).toEqual(inside)
    },
  )

  it('one new person who sends the form ten times gets one account', async () => {
    const organization = await tenant.createOrganization({ owner })
    const { id, mailed } = await new InvitationFixture(tenant, owner, organization).send(newAddress())
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => joinByInvitation(tenant.tenantId, mailed, newPerson)),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of all) {
      if (one.status === 'rejected')
        expect(['gone', 'conflict']).toContain((one.reason as { code: string }).code)
    }
    expect(await outcome({ organization, id })).toEqual(inside)
  })
})

describe('accept against', () => {
  /** `prepare` sets up the rival before the start. Each of the two starts first in every other round. */
  async function race(
    prepare: (round: Round) => Promise<() => Promise<unknown>>,
    assertOutcome: (round: Round, hasWon: boolean) => Promise<void>,
  ) {
    for (let count = 0; count < times; count += 1) {
      const round = await startRound()
      const rival = await prepare(round)
      const accept = () => acceptInvitation(round.guest.self, round.mailed)
      const racers = count % 2 === 0 ? [accept, rival] : [rival, accept]
      const outcomes = await Promise.allSettled(racers.map((racer) => racer()))
      const accepted = outcomes[count % 2]
      if (accepted?.status === 'rejected') expect(accepted.reason).toMatchObject({ code: 'gone' })
      await assertOutcome(round, accepted?.status === 'fulfilled')
    }
  }

  it('revoke: either, never both', { timeout: timeoutOfRounds(60_000) }, async () => {
    await race(
      async ({ fixture, id }) => {
        const access = await fixture.revoking()
        return () => revokeInvitations(access, [id])
      },
      async (round, hasWon) => {
        expect(await outcome(round)).toEqual(hasWon ? inside : { state: 'revoked', ...outside, revoked: 1 })
      },
    )
  })

  it(
    'its expiry and a new invitation to the address: either, never both',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      await race(
        async ({ fixture, guest, id }) => {
          const access = await fixture.inviting()
          const input = { invitees: inviteesOf([guest.email], [tenant.role('Viewer')]) }
          return async () => {
            await fixture.makeOverdue(id)
            return invite(access, input)
          }
        },
        async (round, hasWon) => {
          expect(await outcome(round)).toEqual(hasWon ? inside : { state: 'expired', ...outside, revoked: 0 })
        },
      )
    },
  )

  it('deleting the organization: either, never both', { timeout: timeoutOfRounds(60_000) }, async () => {
    await race(
      async ({ organization }) =>
        () =>
          tenant.write(
            (tx) => tx.$executeRaw`
              UPDATE organizations SET deleted_at = now()
              WHERE tenant_id = ${tenant.tenantId} AND id = ${organization.id}`,
          ),
      async (round, hasWon) => {
        expect(await outcome(round)).toEqual(hasWon ? inside : { state: 'pending', ...outside, revoked: 0 })
      },
    )
  })

  it('a deletion under way: it waits, and is refused', async () => {
    const { organization, guest, mailed } = await startRound()
    const accepting: Promise<unknown>[] = []
    await tenant.write(async (tx) => {
      await tx.$executeRaw`
        UPDATE organizations SET deleted_at = now() WHERE tenant_id = ${tenant.tenantId} AND id = ${organization.id}`
      accepting.push(Promise.allSettled([acceptInvitation(guest.self, mailed)]))
      await waitForLockWaiter(tx)
    })
    const [outcomes] = await Promise.all(accepting)
    expect(outcomes).toMatchObject([{ status: 'rejected', reason: { code: 'gone' } }])
  })

  it('deleting a role: the invitee joins with the others', { timeout: timeoutOfRounds(60_000) }, async () => {
    const { fixture } = await startRound()
    const kept = await fixture.createRole('Kept')
    for (let count = 0; count < times; count += 1) {
      const passing = await fixture.createRole(`Passing ${count}`)
      const round = await startRound(['Kept', `Passing ${count}`])
      await Promise.all([
        acceptInvitation(round.guest.self, round.mailed),
        tenant.write((tx) => tx.role.deleteMany({ where: { id: passing } })),
      ])
      expect(await outcome(round)).toEqual(inside)
      const permissions = await tenant.read((tx) =>
        tx.memberRole.findMany({ where: { userId: round.guest.id } }),
      )
      expect(permissions.map(({ roleId }) => roleId)).toEqual([kept])
    }
  })
})
