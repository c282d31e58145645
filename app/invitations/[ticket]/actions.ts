import { z } from 'zod'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { declineInvitation } from '@/lib/domain/invitations/decline-invitation'
import { findInvitedApplication } from '@/lib/domain/invitations/find-invitation'
import { enterInvitationCode, requestInvitationCode } from '@/lib/domain/invitations/invitation-code'
import { joinByInvitation } from '@/lib/domain/invitations/join-by-invitation'
import { DomainError } from '@/lib/errors'
import { type Done, personAction, visitorAction } from '@/lib/http/action'
import { applicationOf, completeSignIn } from '@/lib/http/complete-sign-in'
import { currentPerson } from '@/lib/http/person'
import { frontLink } from '../../(front)/front-links'
import { code, newPassword, personName } from '../../(front)/front-schemas'

/** A malformed ticket is treated as an unknown one. */
const ticketInput = z.object({
  ticket: z
    .string()
    .regex(/^\w{1,100}$/)
    .catch('unknown'),
  /** The application that sent the invitee here. */
  return_to: z
    .unknown()
    .optional()
    .transform((path) => applicationOf(typeof path === 'string' ? path : undefined)),
})
type TicketInput = z.output<typeof ticketInput>

export const accept = personAction({
  input: ticketInput,
  run: (access, here) =>
    unlessGone(here, async () => {
      const { slug } = await acceptInvitation(access, here.ticket)
      return { redirect: (await pathAfter(access.tenantId, here)) ?? `/o/${slug}/home` }
    }),
})

export const decline = visitorAction({
  input: ticketInput,
  run: (tenant, here) =>
    unlessGone(here, async () => {
      const person = await currentPerson()
      await declineInvitation(tenant.id, here.ticket, person?.access ?? null)
      return { redirect: pathOf(here) }
    }),
})

/** Takes a new user’s name and password, or the name alone when the form’s other button (`way=mail`) is pressed. */
export const join = visitorAction({
  input: ticketInput.extend({
    name: personName,
    password: newPassword.optional(),
    way: z.string().optional(),
  }),
  run: (tenant, { name, password = '', way, ...here }) =>
    unlessGone(here, async () => {
      const person = way === 'mail' ? { name } : { name, password }
      const arrival = await joinByInvitation(tenant.id, here.ticket, person)
      return completeSignIn(tenant, arrival, { returnTo: await pathAfter(tenant.id, here) })
    }),
})

export const sendCode = visitorAction({
  input: ticketInput,
  run: (tenant, here) =>
    unlessGone(here, async () => {
      const { proofId: emailTokenId } = await requestInvitationCode(tenant.id, here.ticket)
      return { redirect: pathOf(here, emailTokenId) }
    }),
})

/** Continues as if the emailed link had been opened: the code shows that the invitee can read that mailbox. */
export const enterCode = visitorAction({
  input: ticketInput.extend({
    proof: z
      .string()
      .regex(/^\w{1,100}$/)
      .catch('unknown'),
    code,
  }),
  run: (tenant, { proof: emailTokenId, code, ...here }) =>
    unlessGone(here, async () => {
      const { ticket } = await enterInvitationCode(tenant.id, here.ticket, { proofId: emailTokenId, code })
      return { redirect: pathOf({ ...here, ticket }) }
    }),
})

/** Back to the waiting application, or to the invitation’s page if that offers an application to open. */
async function pathAfter(tenantId: string, here: TicketInput): Promise<string | undefined> {
  if (here.return_to !== undefined) return here.return_to
  const application = await findInvitedApplication(tenantId, here.ticket)
  return application === null ? undefined : pathOf(here)
}

/** If the ticket is no longer valid, redirects to the invitation’s page, which explains why. */
async function unlessGone(here: TicketInput, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    const isGone = error instanceof DomainError && error.code === 'gone' && error.field === undefined
    if (isGone) return { redirect: pathOf(here) }
    throw error
  }
}

function pathOf({ ticket, return_to }: TicketInput, code?: string): string {
  return frontLink(`/invitations/${ticket}`, { return_to, code })
}
