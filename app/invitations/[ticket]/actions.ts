'use server'

import { z } from 'zod'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { declineInvitation, undoDecline } from '@/lib/domain/invitations/decline-invitation'
import { findInvitedApplication } from '@/lib/domain/invitations/find-invitation'
import { enterInvitationCode, requestInvitationCode } from '@/lib/domain/invitations/invitation-code'
import { joinByInvitation } from '@/lib/domain/invitations/join-by-invitation'
import { requestNewLink } from '@/lib/domain/invitations/request-new-link'
import { personAction, visitorAction, type Done } from '@/lib/http/action'
import { applicationOf, completeSignIn } from '@/lib/web/complete-sign-in'
import { currentPerson } from '@/lib/http/person'
import { pathWith } from '@/lib/http/page-query'
import { code, linkSecret, newPassword, personName } from '../../(front)/front-schemas'
import { redirectIfGone } from '../../(front)/redirect-if-gone'

const linkInput = z.object({
  ticket: linkSecret,
  return_to: z
    .unknown()
    .optional()
    .transform((path) => applicationOf(typeof path === 'string' ? path : undefined)),
})
type LinkInput = z.output<typeof linkInput>

export const accept = personAction({
  input: linkInput,
  run: (access, link) =>
    redirectIfClosed(link, async () => {
      const { slug } = await acceptInvitation(access, link.ticket)
      return { redirect: (await pathAfterAcceptance(access.tenantId, link)) ?? `/o/${slug}/home` }
    }),
})

export const decline = visitorAction({
  input: linkInput,
  run: (tenant, link) =>
    redirectIfClosed(link, async () => {
      const person = await currentPerson()
      await declineInvitation(tenant.id, link.ticket, person?.access ?? null)
      return { redirect: pathOf(link) }
    }),
})

export const undo = visitorAction({
  input: linkInput,
  run: (tenant, link) =>
    redirectIfClosed(link, async () => {
      const person = await currentPerson()
      await undoDecline(tenant.id, link.ticket, person?.access ?? null)
      return { redirect: pathOf(link) }
    }),
})

/** The form’s other button (`way=mail`) creates the account without a password. */
export const join = visitorAction({
  input: linkInput.extend({
    name: personName,
    password: newPassword.optional(),
    way: z.string().optional(),
  }),
  run: (tenant, { name, password = '', way, ...link }) =>
    redirectIfClosed(link, async () => {
      const person = way === 'mail' ? { name } : { name, password }
      const arrival = await joinByInvitation(tenant.id, link.ticket, person)
      return completeSignIn(tenant, arrival, { returnTo: await pathAfterAcceptance(tenant.id, link) })
    }),
})

export const sendCode = visitorAction({
  input: linkInput,
  run: (tenant, link) =>
    redirectIfClosed(link, async () => {
      const { proofId: emailTokenId } = await requestInvitationCode(tenant.id, link.ticket)
      return { redirect: pathOf(link, { code: emailTokenId }) }
    }),
})

/** The code shows that the invitee can read that mailbox, as opening the emailed link would. */
export const enterCode = visitorAction({
  input: linkInput.extend({
    proof: linkSecret,
    code,
  }),
  run: (tenant, { proof: emailTokenId, code, ...link }) =>
    redirectIfClosed(link, async () => {
      const { ticket } = await enterInvitationCode(tenant.id, link.ticket, { proofId: emailTokenId, code })
      return { redirect: pathOf({ ...link, ticket }) }
    }),
})

/** The page says the same whether or not an email is sent. */
export const askForNewLink = visitorAction({
  input: linkInput,
  run: (tenant, link) =>
    redirectIfClosed(link, async () => {
      await requestNewLink(tenant.id, link.ticket)
      return { redirect: pathOf(link, { asked: '1' }) }
    }),
})

async function pathAfterAcceptance(tenantId: string, link: LinkInput): Promise<string | undefined> {
  if (link.return_to !== undefined) return link.return_to
  const application = await findInvitedApplication(tenantId, link.ticket)
  return application === null ? undefined : pathOf(link)
}

function redirectIfClosed(link: LinkInput, work: () => Promise<Done>): Promise<Done> {
  return redirectIfGone(pathOf(link), work)
}

function pathOf({ ticket, return_to }: LinkInput, query: Record<string, string> = {}): string {
  return pathWith(`/invitations/${ticket}`, { return_to, ...query })
}
