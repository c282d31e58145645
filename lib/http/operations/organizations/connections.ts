import { z } from 'zod'
import { addOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { listOrganizationConnections } from '@/lib/domain/connections/organization-connection'
import { orgRoute } from '@/lib/http/api'
import {
  newOrganizationConnection,
  noConnection,
  organizationConnectionAnswer,
  organizationConnectionInput,
  organizationConnectionWire,
} from '@/lib/http/auth0/organization-connection'
import { flagInQuery, pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'

export const GET = orgRoute({
  title: 'List the connections of an organization',
  any: ['read:organization_connections'],
  query: z.object({ ...pagingQuery, is_enabled: flagInQuery.optional() }),
  answer: pageAnswer('connections', organizationConnectionAnswer),
  run: async (access, { query }) => {
    const found = await listOrganizationConnections(access, windowOf(query), { isEnabled: query.is_enabled })
    return pageOf(query, found, { key: 'connections', wire: organizationConnectionWire })
  },
})

export const POST = orgRoute({
  title: 'Add a connection to an organization',
  any: ['create:organization_connections'],
  body: newOrganizationConnection,
  status: 201,
  answer: organizationConnectionAnswer,
  refusals: [409],
  absent: noConnection,
  run: async (access, { body: { connection_id: id, ...settings } }) =>
    organizationConnectionWire(
      await addOrganizationConnection(access, {
        id,
        ifPresent: 'conflict',
        ...organizationConnectionInput(settings),
      }),
    ),
})
