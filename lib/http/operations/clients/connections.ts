import { may } from '@/lib/access'
import { listConnections } from '@/lib/domain/connections/queries'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage } from '@/lib/http/auth0/checkpoint'
import { noClient } from '@/lib/http/auth0/client'
import {
  briefConnectionWire,
  connectionAnswer,
  connectionFilter,
  connectionsOfClientQuery,
  connectionWire,
} from '@/lib/http/auth0/connection'

export const GET = tenantRoute({
  title: 'List the connections that serve an application',
  any: ['read:connections', 'read:clients', 'read:client_summary'],
  query: connectionsOfClientQuery,
  answer: checkpointAnswer('connections', connectionAnswer),
  absent: noClient,
  run: (access, { params: { id: clientId = '' }, query }) => {
    const filter = { ...connectionFilter(query), clientId }
    const wire = may(access, 'read:connections') ? connectionWire : briefConnectionWire
    return checkpointPage(query, (window) => listConnections(access, window, filter), {
      key: 'connections',
      wire,
    })
  },
})
