'use server'

import { z } from 'zod'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { askInvitationCode } from '@/lib/domain/invitations/ask-invitation-code'
import { declineInvitation } from '@/lib/domain/invitations/decline-invitation'
import { enterInvitationCode } from '@/lib/domain/invitations/enter-invitation-code'
import { joinByInvitation } from '@/lib/domain/invitations/join-by-invitation'
import { personAction, visitorAction, type Done } from '@/lib/http/action'
import { arrive } from '@/lib/http/arrive'
import { currentPerson } from '@/lib/http/person'
import { code, newPassword, personName } from '../../(front)/front-schemas'
import { DomainError } from '@/lib/errors'

/** What is no ticket is one that nobody made. */
const held = z.object({
  ticket: z
    .string()
    .regex(/^\w{1,100}$/)
    .catch('unknown'),
})

export const accept = personAction({
  input: held,
  run: (access, { ticket }) =>
    unlessGone(ticket, async () => {
      const { slug } = await acceptInvitation(access, ticket)
      return { redirect: `/o/${slug}/home` }
    }),
})

export const decline = visitorAction({
  input: held,
  run: (tenant, { ticket }) =>
    unlessGone(ticket, async () => {
      const person = await currentPerson()
      await declineInvitation(tenant.id, ticket, person?.access ?? null)
      return { redirect: pathOf(ticket) }
    }),
})

/** A new person’s name and password, or, from the form’s other button, her name alone. */
export const join = visitorAction({
  input: held.extend({ name: personName, password: newPassword.optional(), way: z.string().optional() }),
  run: (tenant, { ticket, name, password = '', way }) =>
    unlessGone(ticket, async () => {
      const person = way === 'mail' ? { name } : { name, password }
      return arrive(tenant, await joinByInvitation(tenant.id, ticket, person), {})
    }),
})

export const sendCode = visitorAction({
  input: held,
  run: (tenant, { ticket }) =>
    unlessGone(ticket, async () => {
      const { proofId } = await askInvitationCode(tenant.id, ticket)
      return { redirect: `${pathOf(ticket)}?code=${proofId}` }
    }),
})

/** The way on is the mailed link’s: the code shows that she could have opened it. */
export const enterCode = visitorAction({
  input: held.extend({
    proof: z
      .string()
      .regex(/^\w{1,100}$/)
      .catch('unknown'),
    code,
  }),
  run: (tenant, { ticket, proof: proofId, code }) =>
    unlessGone(ticket, async () => {
      const proving = await enterInvitationCode(tenant.id, ticket, { proofId, code })
      return { redirect: pathOf(proving.ticket) }
    }),
})

/** A dead ticket’s own page says best why it is dead. */
async function unlessGone(ticket: string, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    const isGone = error instanceof DomainError && error.code === 'gone' && error.field === undefined
    if (isGone) return { redirect: pathOf(ticket) }
    throw error
  }
}

function pathOf(ticket: string): string {
  return `/invitations/${ticket}`
}
