import type { Tx } from '@/lib/db/prisma'
import { expireInvitations } from '@/lib/domain/housekeeping/expire-invitations'
import { invite } from '@/lib/domain/invitations/invite'
import { newTickets } from '@/lib/domain/invitations/invitation-tickets'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { revokeInvitation } from '@/lib/domain/invitations/revoke-invitation'
import { ticketFor } from '@/lib/domain/invitations/ticket-for'
import { parseEmail, type EmailAddress } from '@/lib/domain/text/parse-email'
import { DomainError } from '@/lib/errors'
import { makeHouse, type House, type Person, type Place } from './house'

export interface Sent {
  id: string
  mailed: string
  shown: string
}

export const newPerson = { name: 'Nia New', password: 'a long and odd phrase' }

export function address(text: string): EmailAddress {
  const parsed = parseEmail(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

export function newAddress(): string {
  return `new-${crypto.randomUUID().slice(0, 12)}@invited.test`
}

/** Stores the tickets of the first version of an invitation that a test wrote itself. */
export async function storeTickets(
  tx: Tx,
  invitation: { id: string; organizationId: string },
): Promise<void> {
  const { id, organizationId } = invitation
  await tx.invitationTicket.createMany({
    data: newTickets({ id, version: 1 }).map(({ purpose, ticketHash }) => ({
      ticketHash,
      organizationId,
      invitationId: id,
      version: 1,
      purpose,
    })),
  })
}

/** A process turns away what its database cannot take at once; whoever was turned away so tries again. */
export async function insistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const waitedTooLong = 'Somebody else is changing this right now.'
      const isTurnedAway =
        error instanceof DomainError &&
        (error.code === 'unavailable' || error.message.includes(waitedTooLong))
      if (!isTurnedAway) throw error
    }
  }
}

/** A house with an owner, who has an organization of its own for each scene that a test sets. */
export async function makeStage() {
  const house = await makeHouse()
  const owner = await house.person({ name: 'Ola Owner' })
  const setScene = async () => new Scene(house, owner, await house.organization({ owner }))
  return { house, owner, setScene }
}

/** One organization with its owner, and what a test does and sees of its invitations. */
export class Scene {
  constructor(
    readonly house: House,
    readonly owner: Person,
    readonly place: Place,
  ) {}

  inviting(person = this.owner, place = this.place) {
    return this.house.accessTo(place, person, 'create:organization_invitations')
  }

  reading(place = this.place) {
    return this.house.accessTo(place, this.owner, 'read:organization_invitations')
  }

  revoking(place = this.place) {
    return this.house.accessTo(place, this.owner, 'delete:organization_invitations')
  }

  async invite(email: string, roles = ['Member'], inviter = this.owner) {
    const roleIds = roles.map((role) => this.house.role(role))
    return invite(await this.inviting(inviter), { addresses: [address(email)], roleIds })
  }

  /** Invites one address and hands out both tickets, as the mail and Copy link would. */
  async send(email: string, roles = ['Member'], inviter = this.owner): Promise<Sent> {
    const { invited } = await this.invite(email, roles, inviter)
    const id = invited[0]?.id
    if (id === undefined) throw new Error(`${email} was not invited.`)
    return { id, ...(await this.ticketsOf(id)) }
  }

  async sendToNew(roles = ['Member'], inviter = this.owner): Promise<Sent & { email: string }> {
    const email = newAddress()
    return { email, ...(await this.send(email, roles, inviter)) }
  }

  /** To somebody who has an account. */
  async sendToGuest(): Promise<{ guest: Person; sent: Sent }> {
    const guest = await this.house.person({ name: 'Gus Guest' })
    return { guest, sent: await this.send(guest.email) }
  }

  async resend(id: string): Promise<Sent> {
    await this.coolDown(id)
    await resendInvitation(await this.inviting(), id)
    return { id, ...(await this.ticketsOf(id)) }
  }

  async revoke(id: string): Promise<void> {
    await revokeInvitation(await this.revoking(), id)
  }

  makeOverdue(id: string): Promise<unknown> {
    return this.house.arrange(
      (tx) => tx.$executeRaw`
        UPDATE invitations SET expires_at = now() - interval '1 second', sent_at = now() - interval '8 days'
        WHERE tenant_id = ${this.house.tenantId} AND id = ${id}`,
    )
  }

  /** Seven days go by: what was pending is overdue. */
  passTime(id: string): Promise<unknown> {
    return this.house.arrange(
      (tx) => tx.$executeRaw`
        UPDATE invitations SET expires_at = now() - interval '1 second', sent_at = sent_at - interval '7 days'
        WHERE tenant_id = ${this.house.tenantId} AND id = ${id} AND state = 'pending'`,
    )
  }

  /** Its time is over, and the hour’s housekeeping has closed it. */
  async expire(id: string): Promise<void> {
    await this.passTime(id)
    const { tenantId } = this.house
    await this.house.arrange((tx) => expireInvitations(tx, tenantId))
  }

  coolDown(id: string): Promise<unknown> {
    return this.house.arrange(
      (tx) => tx.$executeRaw`
        UPDATE invitations SET sent_at = now() - interval '61 seconds'
        WHERE tenant_id = ${this.house.tenantId} AND id = ${id}`,
    )
  }

  /** A role with no permissions, known to the house by its name. */
  async makeRole(name: string, { own = false } = {}): Promise<string> {
    const id = `rol_${crypto.randomUUID().slice(0, 16)}`
    const kind = own ? { organizationId: this.place.id } : { assignable: true }
    await this.house.arrange((tx) => tx.role.create({ data: { id, name, ...kind } }))
    this.house.roles[name] = id
    return id
  }

  /** The tickets of the present version. */
  async ticketsOf(id: string): Promise<{ mailed: string; shown: string }> {
    const invitation = await this.house.look((tx) =>
      tx.invitation.findUniqueOrThrow({
        where: { tenantId_id: { tenantId: this.house.tenantId, id } },
        include: { tickets: true },
      }),
    )
    return { mailed: ticketFor(invitation, 'mailed'), shown: ticketFor(invitation, 'shown') }
  }

  async stateOf(id: string): Promise<string> {
    const row = await this.house.look((tx) =>
      tx.invitation.findUniqueOrThrow({ where: { tenantId_id: { tenantId: this.house.tenantId, id } } }),
    )
    return row.state
  }

  rowsTo(email: string) {
    return this.house.look((tx) =>
      tx.invitation.findMany({
        where: { tenantId: this.house.tenantId, emailFolded: email.toLowerCase() },
        orderBy: { createdAt: 'asc' },
        include: { tickets: true },
      }),
    )
  }

  mailsTo(email: string) {
    const { tenantId } = this.house
    return this.house.look((tx) => tx.mail.findMany({ where: { tenantId, recipient: email } }))
  }

  /** Null for somebody who is no member. */
  async rolesOf(userId: string): Promise<string[] | null> {
    const member = await this.house.look((tx) =>
      tx.member.findFirst({
        where: { organizationId: this.place.id, userId },
        include: { roles: { include: { role: true } } },
      }),
    )
    return member && member.roles.map(({ role }) => role.name).toSorted()
  }

  eventsOf(type: string) {
    return this.house.look((tx) => tx.auditEvent.findMany({ where: { type, organizationId: this.place.id } }))
  }
}
