import { randomUUID } from 'node:crypto'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import { disconnect } from '@/lib/db/prisma'
import { stopOutbox } from '@/lib/email/outbox'
import { newId } from '@/lib/ids'
import { vi } from 'vitest'
import { startFakeResend, type FakeResend } from './fake-resend'
import { makeHouse, type House, type Person, type Place } from './house'
import { storeTickets } from './invitations'
import { takeOwnDatabase } from './own-database'

/**
 * A post room on a database of this test file’s own, with a stand-in for Resend that the outbox will send to. Call it
 * before anything reads the environment; the test starts the outbox itself.
 */
export async function openPostRoom(): Promise<PostRoom> {
  await takeOwnDatabase()
  const resend = await startFakeResend()
  Object.assign(process.env, {
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: resend.url,
    EMAIL_FROM: 'Foyer <hello@foyer.test>',
  })
  const house = await makeHouse()
  return new PostRoom(house, resend, await house.person({ name: 'Olga Owner' }))
}

/** Writes mails as changes do, and looks at what becomes of their rows. */
export class PostRoom {
  constructor(
    readonly house: House,
    readonly resend: FakeResend,
    readonly owner: Person,
  ) {}

  async close(): Promise<void> {
    await stopOutbox()
    await disconnect()
    await this.resend.close()
  }

  /** One of the owner’s. */
  organization(): Promise<Place> {
    return this.house.organization({ displayName: 'Acme', owner: this.owner })
  }

  address(): string {
    return `${randomUUID().slice(0, 13)}@house.test`
  }

  async post(...mails: OutgoingMail[]): Promise<void> {
    await change(bypassRowSecurity('a test posts mail', this.house.tenantId), async () =>
      Promise.resolve({ result: undefined, events: [{ type: 'test.posted' }] as const, mails }),
    )
  }

  /** A pending invitation by the owner, without its mail. */
  async invitation(place: Place): Promise<{ invitationId: string; to: string }> {
    const [invitationId, to] = [newId('invitation'), this.address()]
    await this.house.arrange(async (tx) => {
      await tx.invitation.create({
        data: {
          id: invitationId,
          organizationId: place.id,
          email: to,
          emailFolded: to,
          inviterUserId: this.owner.id,
          inviterName: this.owner.name,
          expiresAt: new Date(Date.now() + 86_400_000),
        },
      })
      await storeTickets(tx, { id: invitationId, organizationId: place.id })
    })
    return { invitationId, to }
  }

  row(to: string) {
    return this.house.look((tx) =>
      tx.mail.findFirstOrThrow({ where: { tenantId: this.house.tenantId, recipient: to } }),
    )
  }

  /** The row once the worker is done with it. */
  settled(to: string, timeout = 15_000) {
    return vi.waitFor(
      async () => {
        const row = await this.row(to)
        if (row.state === 'queued') throw new Error(`${to} is still queued: ${row.lastProblem ?? 'untried'}`)
        return row
      },
      { timeout, interval: 100 },
    )
  }

  /** The row once the provider was asked and had no good answer. */
  tried(to: string) {
    return vi.waitFor(
      async () => {
        const row = await this.row(to)
        if (row.lastProblem === null) throw new Error(`${to} has had no trouble yet`)
        return row
      },
      { timeout: 10_000, interval: 20 },
    )
  }

  /** The rows of these addresses once all of them are so. */
  untilAll(
    addresses: readonly string[],
    isSo: (row: { state: string; lastProblem: string | null }) => boolean,
  ) {
    return vi.waitFor(
      async () => {
        const rows = await this.house.look((tx) =>
          tx.mail.findMany({ where: { tenantId: this.house.tenantId, recipient: { in: [...addresses] } } }),
        )
        const so = rows.filter(isSo)
        if (so.length < addresses.length) throw new Error(`${so.length} of ${addresses.length} are so`)
        return rows
      },
      { timeout: 15_000, interval: 100 },
    )
  }

  deliveriesTo(to: string) {
    return this.resend.deliveries().filter((delivery) => delivery.to === to)
  }

  /** A mail without an organization, to somebody new. */
  async posted(): Promise<string> {
    const to = this.address()
    await this.post({ template: 'sign_up_existing', to })
    return to
  }

  /** A pending invitation with its mail. */
  async invited(place: Place): Promise<{ invitationId: string; to: string }> {
    const invitation = await this.invitation(place)
    await this.post({ template: 'invitation', version: 1, organizationId: place.id, ...invitation })
    return invitation
  }

  changePlace(place: Place, became: Partial<Record<'displayName' | 'logoId' | 'primaryColor', string>>) {
    return this.house.arrange((tx) =>
      tx.organization.updateMany({ where: { tenantId: this.house.tenantId, id: place.id }, data: became }),
    )
  }

  changeInvitation(id: string, became: { state?: string; version?: number; expiresAt?: Date }) {
    return this.house.arrange((tx) =>
      tx.invitation.updateMany({ where: { tenantId: this.house.tenantId, id }, data: became }),
    )
  }

  eventsOf({ id }: { id: string }) {
    return this.house.look((tx) =>
      tx.auditEvent.findMany({ where: { tenantId: this.house.tenantId, targetKind: 'mail', targetId: id } }),
    )
  }
}
