import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import type { TicketAccess } from '@/lib/access'
import {
  findSsoTicket,
  type FoundSsoTicket,
  reserveTicketUse,
  ticketAccessOf,
} from '@/lib/domain/sso-tickets/find-sso-ticket'
import { ssoTicketPattern } from '@/lib/domain/sso-tickets/sso-ticket'
import { isNotFound } from '@/lib/errors'
import { perRequest } from '@/lib/request-state'
import { withRequestOrigin } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { answered, type Done, type Schema, valid } from './action'
import type { FormState } from './form-state'

/** Bind the ticket first. For someone without an account, and for the connection of the ticket alone. */
export function ticketAction<S extends Schema>(definition: {
  input: S
  run: (access: TicketAccess, input: z.output<S>, found: FoundSsoTicket) => Promise<Done>
}): (ticket: string, state: FormState, form: FormData) => Promise<FormState> {
  return (ticket, _state, form) =>
    answered(form, async (form) => {
      const { access, found } = await requireTicket(ticket)
      const input = valid(definition.input, form)
      return await endingAt(ticket, () => definition.run(access, input, found))
    })
}

/** To the page of the ticket, which says why it has ended; 404 for an unknown one. Limited. */
export async function requireTicket(
  ticket: unknown,
): Promise<{ access: TicketAccess; found: FoundSsoTicket }> {
  if (typeof ticket !== 'string' || !ssoTicketPattern.test(ticket)) notFound()
  const tenant = await currentTenant()
  await withRequestOrigin(() => reserveTicketUse(tenant.id, ticket))
  const found = await findSsoTicket(tenant.id, ticket)
  if (!found) notFound()
  if (found.state !== 'live') redirect(ticketPath(ticket))
  return { access: ticketAccessOf(found), found }
}

/** Once per request; null for an unknown one. */
export const findTicket = perRequest(
  async (ticket: string): Promise<FoundSsoTicket | null> => {
    if (!ssoTicketPattern.test(ticket)) return null
    return findSsoTicket((await currentTenant()).id, ticket)
  },
  (ticket) => ticket,
)

export function ticketPath(ticket: string): string {
  return `/connect/${ticket}`
}

/** It may end while the work is under way. */
async function endingAt(ticket: string, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    if (!isNotFound(error)) throw error
    const found = await findSsoTicket((await currentTenant()).id, ticket)
    if (found && found.state !== 'live') redirect(ticketPath(ticket))
    throw error
  }
}
