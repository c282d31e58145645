import { createConnection } from '@/lib/domain/connections/create-connection'
import { assertSupported } from '@/lib/domain/connections/assert-supported'
import { listConnections } from '@/lib/domain/connections/list-connections'
import { tenantRoute } from '@/lib/http/api'
import {
  connectionAnswer,
  connectionFilter,
  connectionQuery,
  connectionWire,
  newConnection,
  newConnectionInput,
} from '@/lib/http/auth0/connection'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List connections',
  any: ['read:connections'],
  query: connectionQuery,
  answer: pageAnswer('connections', connectionAnswer),
  run: async (access, { query }) => {
    const found = await listConnections(access, windowOf(query), connectionFilter(query))
    return pageOf(query, found, { key: 'connections', wire: connectionWire })
  },
})

export const POST = tenantRoute({
  title: 'Create a connection',
  any: ['create:connections'],
  body: newConnection,
  status: 201,
  answer: connectionAnswer,
  refusals: [409],
  run: async (access, { body }) => {
    const input = newConnectionInput(body)
    await assertSupported(access, body.enabled_clients ?? [])
    return connectionWire(await createConnection(access, input))
  },
})
