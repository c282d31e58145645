import { createSsoTicket } from '@/lib/domain/sso-tickets/create-sso-ticket'
import { tenantRoute } from '@/lib/http/api'
import { noSelfServiceProfile as absent } from '@/lib/http/auth0/self-service-profile'
import { newSsoTicket, ssoTicketAnswer, ssoTicketInput } from '@/lib/http/auth0/sso-ticket'

export const POST = tenantRoute({
  title: 'Create a link by which someone without an account connects an organization’s identity provider',
  any: ['create:sso_access_tickets'],
  body: newSsoTicket,
  status: 201,
  answer: ssoTicketAnswer,
  absent,
  refusals: [409],
  run: async (access, { params: { id = '' }, body, tenant }) => ({
    ticket: `${tenant.url}/connect/${await createSsoTicket(access, ssoTicketInput(id, body))}`,
  }),
})
