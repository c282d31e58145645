import fc from 'fast-check'
import { beforeAll, expect, it, vi } from 'vitest'
import { DomainError } from '@/lib/errors'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { expected, predict, Model, type Step } from '@/test/invitation-model'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { expireInvitations } from '../housekeeping/run-cleanup'
import { acceptInvitation } from './accept-invitation'
import { declineInvitation, undoDecline } from './decline-invitation'
import { findInvitation } from './find-invitation'
import { resendInvitation } from './resend-invitation'

// The daily limits and the minute between two mails have tests of their own.
vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let tenant: TestTenant
let owner: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  await new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner })).createRole('Passing')
})

/** The same with the verbs, on the database. */
class Real {
  private readonly ids: [string | null, string | null] = [null, null]
  private readonly tickets: [string[], string[]] = [[], []]

  constructor(
    private readonly fixture: InvitationFixture,
    private readonly people: [TestUser, TestUser],
  ) {}

  async do(step: Step): Promise<boolean> {
    try {
      return await this.acts[step.act](step)
    } catch (error) {
      const isRefusal = error instanceof DomainError || (error as Error).message.includes('may not enter')
      if (isRefusal) return false
      throw error
    }
  }

  private readonly acts: Record<Step['act'], (step: Step) => Promise<boolean>> = {
    invite: ({ guest }) => this.invite(guest),
    resend: async ({ guest }) => {
      const { id } = await resendInvitation(await this.fixture.inviting(), this.idOf(guest))
      if (id !== this.ids[guest]) this.tickets[guest] = []
      this.ids[guest] = id
      this.tickets[guest].push((await this.fixture.ticketsOf(id)).mailed)
      return true
    },
    revoke: ({ guest }) => this.fixture.revoke(this.idOf(guest)).then(() => true),
    decline: (step) =>
      declineInvitation(tenant.tenantId, this.ticketOf(step), this.people[step.by].self).then(() => true),
    'undo decline': (step) =>
      undoDecline(tenant.tenantId, this.ticketOf(step), this.people[step.by].self).then(() => true),
    accept: (step) => acceptInvitation(this.people[step.by].self, this.ticketOf(step)).then(() => true),
    'time passes': ({ guest }) => this.fixture.passTime(this.idOf(guest)).then(() => true),
    'overdue invitations expire': () => this.arrange((tx) => expireInvitations(tx, tenant.tenantId)),
    remove: ({ guest }) =>
      this.arrange(
        (tx) => tx.$executeRaw`DELETE FROM members
          WHERE organization_id = ${this.fixture.organization.id} AND user_id = ${this.people[guest].id}`,
      ),
    'toggle organization': () =>
      this.arrange(
        (tx) => tx.$executeRaw`UPDATE organizations
          SET deleted_at = CASE WHEN deleted_at IS NULL THEN now() END WHERE id = ${this.fixture.organization.id}`,
      ),
    'toggle role': () =>
      this.arrange(
        (tx) =>
          tx.$executeRaw`UPDATE roles SET assignable = NOT assignable WHERE id = ${tenant.role('Passing')}`,
      ),
  }

  private async arrange(work: Parameters<TestTenant['write']>[0]): Promise<boolean> {
    await tenant.write(work)
    return true
  }

  private idOf(guest: 0 | 1): string {
    return this.ids[guest] ?? 'uinv_none'
  }

  private ticketOf({ guest, old }: Step): string {
    const tickets = this.tickets[guest]
    return (old ? tickets.at(-2) : undefined) ?? tickets.at(-1) ?? 'none'
  }

  private async invite(guest: 0 | 1): Promise<boolean> {
    const { invitations } = await this.fixture.invite(this.people[guest].email, ['Passing', 'Viewer'])
    const [id] = [...invitations.values()].map((invitation) => invitation.id)
    if (id === undefined) return false
    this.ids[guest] = id
    this.tickets[guest] = [(await this.fixture.ticketsOf(id)).mailed]
    return true
  }

  async seen(guest: 0 | 1) {
    const ticket = this.tickets[guest].at(-1)
    const found = ticket ? await findInvitation(tenant.tenantId, ticket, null) : null
    return { state: found?.state ?? null, roles: await this.fixture.rolesOf(this.people[guest].id) }
  }
}

const acts = [
  'invite',
  'resend',
  'revoke',
  'decline',
  'undo decline',
  'accept',
  'time passes',
  'overdue invitations expire',
  'remove',
] as const
const rare = ['toggle organization', 'toggle role'] as const

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('invite' as const, 'accept' as const) },
    { weight: 4, arbitrary: fc.constantFrom(...acts) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  ),
  guest: fc.constantFrom(0 as const, 1 as const),
  by: fc.constantFrom(0 as const, 1 as const),
  old: fc.boolean(),
})
it(
  'does what the rules say, whatever comes in whatever order',
  { timeout: timeoutOfRounds(120_000) },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await tenant.write((tx) =>
          tx.role.updateMany({ where: { id: tenant.role('Passing') }, data: { assignable: true } }),
        )
        const fixture = new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner }))
        const [model, real] = [
          new Model(),
          new Real(fixture, await Promise.all([tenant.createUser(), tenant.createUser()])),
        ]
        for (const one of steps) {
          const should = predict(model, one)
          const did = await real.do(one)
          expect(did, JSON.stringify(one)).toBe(should)
          for (const guest of [0, 1] as const) expect(await real.seen(guest)).toEqual(expected(model, guest))
        }
      }),
      { numRuns: rounds(20) },
    )
  },
)
