import { createClient } from '@/lib/domain/clients/create-client'
import { clientReaders, listClients, visibleParts } from '@/lib/domain/clients/list-clients'
import { tenantRoute } from '@/lib/http/api'
import {
  clientAnswer,
  clientInput,
  clientWire,
  clientWithSecret,
  newClient,
  newClientAnswer,
} from '@/lib/http/auth0/client'
import { clientFilter, clientQuery } from '@/lib/http/auth0/client-query'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List applications',
  any: clientReaders,
  query: clientQuery,
  answer: pageAnswer('clients', clientAnswer),
  run: async (caller, { query, tenant }) => {
    const { access, parts } = visibleParts(caller)
    const found = await listClients(access, windowOf(query), clientFilter(query))
    return pageOf(query, found, { key: 'clients', wire: (client) => clientWire(client, tenant, parts) })
  },
})

export const POST = tenantRoute({
  title: 'Create an application',
  any: ['create:clients'],
  body: newClient,
  status: 201,
  answer: newClientAnswer,
  run: async (access, { body, tenant }) => {
    const input = { ...clientInput(body, { tenantId: tenant.id }), name: body.name }
    return clientWithSecret(await createClient(access, input), tenant)
  },
})
