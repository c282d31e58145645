import { z } from 'zod'
import { addClients, removeClients } from '@/lib/domain/organization-clients/add-clients'
import { listOrganizationClients } from '@/lib/domain/organization-clients/queries'
import { orgRoute } from '@/lib/http/api'
import { noClient } from '@/lib/http/auth0/client'
import {
  organizationClientIds,
  newOrganizationClients,
  organizationClientAnswer,
  organizationClientWire,
} from '@/lib/http/auth0/organization-client'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'

export const GET = orgRoute({
  title: 'List the applications of an organization',
  any: ['read:organization_clients'],
  query: z.object(pagingQuery),
  answer: pageAnswer('clients', organizationClientAnswer),
  run: async (access, { query }) => {
    const found = await listOrganizationClients(access, windowOf(query))
    return pageOf(query, found, { key: 'clients', wire: organizationClientWire })
  },
})

export const POST = orgRoute({
  title: 'Add applications to an organization',
  any: ['create:organization_clients'],
  bound: 'never',
  body: newOrganizationClients,
  status: 201,
  answer: z.array(organizationClientAnswer),
  refusals: [409],
  absent: noClient,
  run: async (access, { body: { clients } }) => {
    const [first, ...others] = clients
    return (await addClients(access, [clientToAdd(first), ...others.map(clientToAdd)])).map(
      organizationClientWire,
    )
  },
})

export const DELETE = orgRoute({
  title: 'Remove applications from an organization',
  any: ['delete:organization_clients'],
  bound: 'never',
  body: organizationClientIds,
  status: 204,
  absent: noClient,
  run: (access, { body: { clients } }) => removeClients(access, clients),
})

function clientToAdd(given: z.output<typeof newOrganizationClients>['clients'][number]) {
  return { clientId: given.client_id, useForMemberAccess: given.use_for_member_access }
}
