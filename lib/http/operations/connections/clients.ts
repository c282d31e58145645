import { z } from 'zod'
import { assertClientsExist, listConnectionClients } from '@/lib/domain/connections/queries'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { servedClients } from '@/lib/http/auth0/connection'
import { clientId } from '@/lib/http/auth0/client-grant'
import { noConnection } from '@/lib/http/auth0/organization-connection'

export const GET = tenantRoute({
  title: 'List the applications that a connection serves',
  any: ['read:connections'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('clients', z.strictObject({ client_id: clientId })),
  absent: noConnection,
  run: (access, { params: { id = '' }, query }) =>
    checkpointPage(query, (window) => listConnectionClients(access, id, window), {
      key: 'clients',
      wire: (client_id) => ({ client_id }),
    }),
})

export const PATCH = tenantRoute({
  title: 'Confirm which applications a connection serves',
  any: ['update:connections'],
  body: servedClients,
  status: 204,
  absent: noConnection,
  current: GET,
  run: async (access, { params: { id = '' }, body }) => {
    await assertClientsExist(
      access,
      body.map(({ client_id }) => client_id),
      { connectionId: id },
    )
  },
})
