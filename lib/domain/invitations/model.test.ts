import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import type { Env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { makeHouse, type House, type Person } from '@/test/house'
import { Scene } from '@/test/invitations'
import { acceptInvitation } from './accept-invitation'
import { declineInvitation } from './decline-invitation'
import { findInvitation } from './find-invitation'
import { resendInvitation } from './resend-invitation'

// The daily limits and the minute between two mails have tests of their own.
vi.mock('@/lib/env', async (original) => {
  const { env } = await original<{ env: () => Env }>()
  return { env: (): Env => ({ ...env(), rateLimits: false }) }
})

let house: House
let owner: Person

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person()
  await new Scene(house, owner, await house.organization({ owner })).makeRole('Passing')
})
afterAll(disconnect)

interface Offer {
  state: 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired'
  version: number
  isOverdue: boolean
}

/** What one guest has by the rules, without a database. */
interface Guest {
  offer: Offer | null
  roles: string[] | null
}

class Model {
  guests: [Guest, Guest] = [
    { offer: null, roles: null },
    { offer: null, roles: null },
  ]
  isOpen = true
  isAssignable = true
}

type Rule = (guest: Guest, model: Model, step: Step) => boolean

/** What each act does to the model; false where it is refused. */
const rules: Record<Step['act'], Rule> = {
  invite: (guest, { isAssignable }) => isAssignable && !guest.roles && !isLive(guest) && offer(guest),
  resend: (guest, { isAssignable }) => isAssignable && !guest.roles && isPending(guest) && renew(guest),
  revoke: (guest) => isPending(guest) && close(guest, 'revoked'),
  decline: (guest, _model, step) => fits(guest, step) && close(guest, 'declined'),
  accept: (guest, { isAssignable }, step) => {
    if (guest.offer?.state === 'accepted') return step.by === step.guest && guest.roles !== null
    if (!fits(guest, step)) return false
    guest.roles ??= isAssignable ? ['Passing', 'Viewer'] : ['Viewer']
    return close(guest, 'accepted')
  },
  'time passes': (guest) => {
    if (guest.offer?.state === 'pending') guest.offer.isOverdue = true
    return true
  },
  remove: (guest) => {
    guest.roles = null
    return true
  },
  'toggle organization': (_guest, model) => {
    model.isOpen = !model.isOpen
    return true
  },
  'toggle role': (_guest, model) => {
    model.isAssignable = !model.isAssignable
    return true
  },
}
const worksWhileClosed: readonly Step['act'][] = [
  'time passes',
  'remove',
  'toggle organization',
  'toggle role',
]

function foretell(model: Model, step: Step): boolean {
  if (!model.isOpen && !worksWhileClosed.includes(step.act)) return false
  return rules[step.act](model.guests[step.guest], model, step)
}

function isPending({ offer }: Guest): boolean {
  return offer?.state === 'pending'
}

function isLive(guest: Guest): boolean {
  return isPending(guest) && guest.offer?.isOverdue === false
}

function fits(guest: Guest, { by, guest: whose, old }: Step): boolean {
  return by === whose && isLive(guest) && !(old && (guest.offer?.version ?? 1) > 1)
}

function offer(guest: Guest): boolean {
  guest.offer = { state: 'pending', version: 1, isOverdue: false }
  return true
}

function renew(guest: Guest): boolean {
  guest.offer = { state: 'pending', version: (guest.offer?.version ?? 0) + 1, isOverdue: false }
  return true
}

function close(guest: Guest, state: Offer['state']): boolean {
  if (guest.offer) guest.offer.state = state
  return true
}

/** The same with the verbs, on the database. */
class Real {
  private readonly ids: [string | null, string | null] = [null, null]
  private readonly tickets: [string[], string[]] = [[], []]

  constructor(
    private readonly scene: Scene,
    private readonly people: [Person, Person],
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
      const id = this.idOf(guest)
      await resendInvitation(await this.scene.inviting(), id)
      this.tickets[guest].push((await this.scene.ticketsOf(id)).mailed)
      return true
    },
    revoke: ({ guest }) => this.scene.revoke(this.idOf(guest)).then(() => true),
    decline: (step) =>
      declineInvitation(house.tenantId, this.ticketOf(step), this.people[step.by].self).then(() => true),
    accept: (step) => acceptInvitation(this.people[step.by].self, this.ticketOf(step)).then(() => true),
    'time passes': ({ guest }) => this.scene.passTime(this.idOf(guest)).then(() => true),
    remove: ({ guest }) =>
      this.arrange(
        (tx) => tx.$executeRaw`DELETE FROM members
          WHERE organization_id = ${this.scene.place.id} AND user_id = ${this.people[guest].id}`,
      ),
    'toggle organization': () =>
      this.arrange(
        (tx) => tx.$executeRaw`UPDATE organizations
          SET deleted_at = CASE WHEN deleted_at IS NULL THEN now() END WHERE id = ${this.scene.place.id}`,
      ),
    'toggle role': () =>
      this.arrange(
        (tx) =>
          tx.$executeRaw`UPDATE roles SET assignable = NOT assignable WHERE id = ${house.role('Passing')}`,
      ),
  }

  private async arrange(work: Parameters<House['arrange']>[0]): Promise<boolean> {
    await house.arrange(work)
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
    const { invited } = await this.scene.invite(this.people[guest].email, ['Passing', 'Viewer'])
    const id = invited[0]?.id
    if (id === undefined) return false
    this.ids[guest] = id
    this.tickets[guest] = [(await this.scene.ticketsOf(id)).mailed]
    return true
  }

  async seen(guest: 0 | 1) {
    const ticket = this.tickets[guest].at(-1)
    const found = ticket ? await findInvitation(house.tenantId, ticket, null) : null
    return { state: found?.state ?? null, roles: await this.scene.rolesOf(this.people[guest].id) }
  }
}

const acts = ['invite', 'resend', 'revoke', 'decline', 'accept', 'time passes', 'remove'] as const
const rare = ['toggle organization', 'toggle role'] as const

const step = fc.record({
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('invite' as const, 'accept' as const) },
    { weight: 4, arbitrary: fc.constantFrom(...acts) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  ),
  guest: fc.constantFrom(0 as const, 1 as const),
  by: fc.constantFrom(0 as const, 1 as const),
  old: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function expected({ guests, isOpen }: Model, guest: 0 | 1) {
  const { offer, roles } = guests[guest]
  if (!offer) return { state: null, roles }
  if (!isOpen) return { state: 'unavailable', roles }
  return { state: offer.state === 'pending' && offer.isOverdue ? 'expired' : offer.state, roles }
}

it('does what the rules say, whatever comes in whatever order', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await house.arrange((tx) =>
        tx.role.updateMany({ where: { id: house.role('Passing') }, data: { assignable: true } }),
      )
      const scene = new Scene(house, owner, await house.organization({ owner }))
      const [model, real] = [new Model(), new Real(scene, [await house.person(), await house.person()])]
      for (const one of steps) {
        const [should, did] = [foretell(model, one), await real.do(one)]
        expect(did, JSON.stringify(one)).toBe(should)
        for (const guest of [0, 1] as const) expect(await real.seen(guest)).toEqual(expected(model, guest))
      }
    }),
    { numRuns: 40 },
  )
})
