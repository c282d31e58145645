import { createClient } from '@/lib/domain/clients/create-client'
import { listClients } from '@/lib/domain/clients/list-clients'
import { tenantRoute } from '@/lib/http/api'
import {
  clientAnswer,
  clientReaders,
  clientWire,
  newClientAnswer,
  visibilityOf,
  withSecret,
} from '@/lib/http/auth0/client'
import { newClient } from '@/lib/http/auth0/client-body'
import { clientFilter, clientQuery } from '@/lib/http/auth0/client-query'
import { clientRequest } from '@/lib/http/auth0/client-request'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List applications',
  any: clientReaders,
  query: clientQuery,
  answer: pageAnswer('clients', clientAnswer),
  run: async (given, { query, tenant }) => {
    const { access, sight } = visibilityOf(given)
    const found = await listClients(access, windowOf(query), clientFilter(query))
    return pageOf(query, found, { key: 'clients', wire: (client) => clientWire(client, tenant, sight) })
  },
})

export const POST = tenantRoute({
  title: 'Create an application',
  any: ['create:clients'],
  body: newClient,
  status: 201,
  answer: newClientAnswer,
  run: async (access, { body, tenant }) =>
    withSecret(await createClient(access, { ...clientRequest(tenant, body), name: body.name }), tenant),
})
