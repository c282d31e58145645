import { z } from 'zod'
import { addOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { listOrganizationConnections } from '@/lib/domain/connections/organization-connection'
import { orgRoute } from '@/lib/http/api'
import {
  enabledConnectionAnswer,
  enabledConnectionWire,
  newEnabledConnection,
  noConnection,
  enabledConnectionInput,
} from '@/lib/http/auth0/organization-connection'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'

export const GET = orgRoute({
  title: 'List the enabled connections of an organization',
  any: ['read:organization_connections'],
  query: z.object(pagingQuery),
  answer: pageAnswer('enabled_connections', enabledConnectionAnswer),
  run: async (access, { query }) => {
    const found = await listOrganizationConnections(access, windowOf(query), { isEnabled: true })
    return pageOf(query, found, { key: 'enabled_connections', wire: enabledConnectionWire })
  },
})

export const POST = orgRoute({
  title: 'Enable a connection in an organization',
  any: ['create:organization_connections'],
  body: newEnabledConnection,
  status: 201,
  answer: enabledConnectionAnswer,
  refusals: [409],
  absent: noConnection,
  run: async (access, { body: { connection_id: id, ...settings } }) =>
    enabledConnectionWire(
      await addOrganizationConnection(access, {
        id,
        ifPresent: 'conflict',
        ...enabledConnectionInput(settings),
      }),
    ),
})
