import { parseEmail, type EmailAddress } from '@/lib/domain/text/parse-email'
import { invite } from '@/lib/domain/invitations/invite'
import { ticketFor } from '@/lib/domain/invitations/ticket-for'
import type { House, Person, Place } from './house'

export interface Sent {
  id: string
  mailed: string
  shown: string
}

export function address(text: string): EmailAddress {
  const parsed = parseEmail(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

/** Invites one address as the inviter and hands out both tickets, as the mail and Copy link would. */
export async function sendInvitation(
  house: House,
  {
    place,
    inviter,
    email,
    roles = ['Member'],
  }: { place: Place; inviter: Person; email: string; roles?: string[] },
): Promise<Sent> {
  const access = await house.accessTo(place, inviter, 'create:organization_invitations')
  const { invited } = await invite(access, {
    addresses: [address(email)],
    roleIds: roles.map((role) => house.role(role)),
  })
  const id = invited[0]?.id
  if (id === undefined) throw new Error(`${email} was not invited.`)
  return { id, ...(await ticketsOf(house, id)) }
}

/** The tickets of the present version. */
export async function ticketsOf(house: House, id: string): Promise<{ mailed: string; shown: string }> {
  const invitation = await house.look((tx) =>
    tx.invitation.findUniqueOrThrow({
      where: { tenantId_id: { tenantId: house.tenantId, id } },
      include: { tickets: true },
    }),
  )
  return { mailed: ticketFor(invitation, 'mailed'), shown: ticketFor(invitation, 'shown') }
}
