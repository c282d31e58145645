'use server'

import { z } from 'zod'
import { createSsoTicket } from '@/lib/domain/sso-tickets/create-sso-ticket'
import { revokeSsoTicket } from '@/lib/domain/sso-tickets/revoke-sso-ticket'
import { tenantAction } from '@/lib/http/action'
import { deleteShownOnce, newSetUpLink, saveShownOnce } from '@/lib/http/shown-once'
import { ticketPath } from '@/lib/http/ticket-action'
import { currentTenant } from '@/lib/web/tenant'
import { organizationPath } from '../../../query'
import { newLinkInput, oneLink, ticketIn } from './set-up-link-inputs'

/** Leads to the page that shows the link. */
export const create = tenantAction({
  needs: ['create:sso_access_tickets'],
  input: newLinkInput,
  recent: 'create-set-up-link',
  run: async (access, input) => {
    const ticket = await createSsoTicket(access, ticketIn(input))
    const { organization_id: organizationId } = input
    const link = `${(await currentTenant()).url}${ticketPath(ticket)}`
    const email = input.email?.email ?? null
    await saveShownOnce(newSetUpLink, access.caller, { organizationId, link, email })
    return { redirect: organizationPath(organizationId, 'sign-in-methods/set-up-links') }
  },
})

export const dismiss = tenantAction({
  needs: ['create:sso_access_tickets'],
  input: z.object({}),
  run: async () => {
    await deleteShownOnce(newSetUpLink)
    return {}
  },
})

export const revoke = tenantAction({
  needs: ['delete:sso_access_tickets'],
  input: oneLink,
  run: async (access, { profile_id: profileId, ticket_id: ticket }) => {
    await revokeSsoTicket(access, { profileId, ticket })
    return { message: 'The link is revoked.' }
  },
})
