import { revokeSsoTicket } from '@/lib/domain/sso-tickets/revoke-sso-ticket'
import { tenantRoute } from '@/lib/http/api'
import { noSelfServiceProfile as absent } from '@/lib/http/auth0/self-service-profile'

export const POST = tenantRoute({
  title: 'Revoke a self-service link by its id; an unknown id gets the same answer',
  any: ['delete:sso_access_tickets'],
  status: 202,
  absent,
  run: (access, { params: { profileId = '', id = '' } }) =>
    revokeSsoTicket(access, { profileId, ticket: id }),
})
